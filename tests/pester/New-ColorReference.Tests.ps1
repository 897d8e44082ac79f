BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'set/a.png', 'set/b [1].png', 'set/c.png'
}

AfterAll {
    Pop-Location
}

Describe 'New-ColorReference' {
    It 'keeps the distribution of one photograph and takes its name' {
        $reference = New-ColorReference set/a.png
        $reference | Should -BeOfType RetinaPS.Imaging.ColorReference
        $reference.Name | Should -Be 'a'
        $reference.Sources | Should -Be 'a'
        $channels = (Get-ColorHistogram set/a.png).Channels
        $reference.Blue | Should -Be $channels[0].Cumulative
        $reference.Green | Should -Be $channels[1].Cumulative
        $reference.Red | Should -Be $channels[2].Cumulative
    }

    It 'makes one reference of many files, brackets in their names included' {
        $reference = Get-ChildItem set | New-ColorReference -Name study
        $reference | Should -HaveCount 1
        $reference.Name | Should -Be 'study'
        $reference.Sources | Should -Be 'a', 'b [1]', 'c'
        $reference.PixelCount | Should -Be ((Get-ChildItem set | Get-ColorHistogram).PixelCount | Measure-Object -Sum).Sum
    }

    It 'gives nothing where there are no photographs' {
        New-ColorReference set/*.none | Should -BeNullOrEmpty
    }

    It 'leaves level 255 out with -ExcludeSaturated' {
        (New-ColorReference set/a.png -ExcludeSaturated).ExcludeSaturated | Should -BeTrue
    }

    Context 'with -Destination' {
        It 'saves a file that -Reference takes' {
            $reference = Get-ChildItem set | New-ColorReference -Destination saved/study.json
            $direct = Invoke-HistogramSpecification set/a.png -Reference $reference
            $loaded = Invoke-HistogramSpecification set/a.png -Reference saved/study.json
            Get-PixelHash $loaded | Should -Be (Get-PixelHash $direct)
        }

        It 'saves what ConvertFrom-Json reads' {
            $null = New-ColorReference set/a.png -Destination saved/a.json
            $document = Get-Content saved/a.json -Raw | ConvertFrom-Json
            $document.name | Should -Be 'a'
            $document.green | Should -HaveCount 256
        }

        It 'leaves a file alone that exists, unless -Force is given' {
            Set-Content mine.json 'mine'
            { New-ColorReference set/a.png -Destination mine.json } | Should -Throw -ErrorId 'RetinaPS.DestinationExists,*'
            Get-Content mine.json | Should -Be 'mine'
            $null = New-ColorReference set/a.png -Destination mine.json -Force
            (Get-Content mine.json -Raw | ConvertFrom-Json).name | Should -Be 'a'
        }

        It 'saves nothing with -WhatIf, and still gives the reference' {
            (New-ColorReference set/a.png -Destination imagined.json -WhatIf).Name | Should -Be 'a'
            'imagined.json' | Should -Not -Exist
        }
    }
}
