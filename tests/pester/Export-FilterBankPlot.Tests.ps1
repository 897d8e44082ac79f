BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
}

AfterAll {
    Pop-Location
}

Describe 'Export-FilterBankPlot' {
    It 'writes the kernels of a bank as <_>' -ForEach 'png', 'svg' {
        $file = New-MatchedFilterBank -Sigma 1 -Length 3 -Rotation Analytic | Export-FilterBankPlot -Destination "bank.$_"
        $file | Should -BeOfType System.IO.FileInfo
        $file.Length | Should -BeGreaterThan 5kb
    }

    It 'writes each kernel''s orientation, scale and sum' {
        $drawing = Get-Content (New-MatchedFilterBank -Sigma 1.5 -Length 5 -Orientations 3 -Rotation Analytic | Export-FilterBankPlot -Destination text.svg) -Raw
        foreach ($orientation in 0, 60, 120) {
            $drawing | Should -Match "$orientation\u00b0\s+\u03c3 1.5\s+\u03a3 0"
        }
    }

    It 'takes one bank a file' {
        { New-MatchedFilterBank; New-MatchedFilterBank | Export-FilterBankPlot -Destination other.pdf } | Should -Throw
        'other.pdf' | Should -Not -Exist
    }

    It 'leaves a file alone that exists, unless -Force is given' {
        Set-Content mine.png 'mine' -NoNewline
        { New-MatchedFilterBank | Export-FilterBankPlot -Destination mine.png } | Should -Throw -ErrorId 'RetinaPS.DestinationExists,*'
        (New-MatchedFilterBank | Export-FilterBankPlot -Destination mine.png -Force).Length | Should -BeGreaterThan 4
    }
}
