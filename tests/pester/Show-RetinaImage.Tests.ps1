BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'a.jpeg'
}

AfterAll {
    Pop-Location
}

Describe 'Show-RetinaImage' {
    It 'gives one control sequence as <_>' -ForEach 'Kitty', 'Sixel' {
        $text = @(Show-RetinaImage a.jpeg -AsText -Protocol $_)
        $text.Count | Should -Be 1
        $text[0][0] | Should -Be ([char] 27)
    }

    It 'gives lines no wider than asked for as <_>' -ForEach 'HalfBlock', 'HalfBlock256', 'Ascii' {
        $lines = Show-RetinaImage a.jpeg -AsText -Protocol $_ -Width 30
        $lines.Count | Should -BeGreaterThan 5
        foreach ($line in $lines) {
            ($line -replace '\e\[[\d;]*m').Length | Should -BeLessOrEqual 30
        }
    }

    It 'gives characters alone where nobody says what the text is for' {
        (Show-RetinaImage a.jpeg -AsText) -join '' | Should -Not -Match '\e'
    }

    It 'passes images on' {
        $image = Import-RetinaImage a.jpeg
        ($image | Show-RetinaImage -AsText -Protocol Ascii -PassThru)[-1] | Should -Be $image
    }

    It 'shows masks and outlines' {
        (Get-EyeMask a.jpeg | Show-RetinaImage -AsText -Protocol Ascii -Width 40) -join '' | Should -Match '@@@'
        Import-RetinaImage a.jpeg | Get-EyeMask -PassThru | Show-RetinaImage -Outline -AsText -Protocol HalfBlock | Should -Not -BeNullOrEmpty
    }

    It 'writes nothing to the pipeline by itself' {
        Show-RetinaImage a.jpeg -Protocol Ascii -Width 10 6> $null | Should -BeNullOrEmpty
    }

    It 'is an error for a file that is no photograph' {
        Set-Content notes.txt 'no image'
        { Show-RetinaImage notes.txt -AsText -ErrorAction Stop } | Should -Throw -ErrorId 'RetinaPS.DecodeFailed,*'
    }
}
