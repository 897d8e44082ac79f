BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'photographs/one.jpeg', 'photographs/two.png'
    $one, $two = Import-RetinaImage photographs/one.jpeg, photographs/two.png
}

AfterAll {
    Pop-Location
}

Describe 'Export-RetinaImage' {
    It 'writes each image under its own name and extension and gives the files' {
        $files = $one, $two | Export-RetinaImage -Destination own
        $files | Should -BeOfType System.IO.FileInfo
        $files.Name | Should -Be 'one.jpeg', 'two.png'
        $files.PSPath | Should -Be (Get-ChildItem own).PSPath
        (Get-ChildItem own).Name | Should -Be 'one.jpeg', 'two.png'
    }

    It 'gives the image back with -PassThru' {
        $one | Export-RetinaImage -Destination passed -PassThru | Should -BeOfType RetinaPS.Imaging.RetinaImage
        Test-Path passed/one.jpeg | Should -BeTrue
    }

    It 'frees its input only with -DisposeInput' {
        $eye = (New-Eye).Image
        $null = $eye | Export-RetinaImage -Destination kept
        $eye.IsDisposed | Should -BeFalse
        $null = $eye | Export-RetinaImage -Destination freed -DisposeInput
        $eye.IsDisposed | Should -BeTrue
    }

    It 'writes no <What> with -WhatIf' -ForEach @(
        @{ What = 'image'; Command = { $one | Export-RetinaImage -Destination imagined -WhatIf } }
        @{ What = 'eye mask'; Command = { $one | Get-EyeMask | Export-RetinaImage -Destination imagined -WhatIf } }
        @{ What = 'vessel map'; Command = { $one | Get-VesselMap | Export-RetinaImage -Destination imagined -WhatIf } }
        @{ What = 'response'; Command = { $one | Get-VesselMap | Export-RetinaImage -Destination imagined -Response -WhatIf } }
        @{ What = 'bank'; Command = { New-MatchedFilterBank -Orientations 2 | Export-RetinaImage -Destination imagined -WhatIf } }
    ) {
        & $Command | Should -BeNullOrEmpty
        Test-Path imagined | Should -BeFalse
    }

    It 'takes brackets in -Destination as they are, and as they are completed' {
        $null = $one | Export-RetinaImage -Destination 'set [1]'
        $null = $two | Export-RetinaImage -Destination './set `[1`]'
        (Get-ChildItem -LiteralPath 'set [1]').Name | Should -Be 'one.jpeg', 'two.png'
    }

    It 'leaves nothing else behind in the folder' {
        $null = $one, $two | Export-RetinaImage -Destination tidy
        (Get-ChildItem tidy -Force).Count | Should -Be 2
    }

    Context 'when the file exists' {
        BeforeEach {
            $null = New-Item -ItemType Directory -Force existing
            Set-Content existing/one.jpeg 'mine' -NoNewline
        }

        It 'leaves it alone' {
            { $one | Export-RetinaImage -Destination existing } | Should -Throw -ErrorId 'RetinaPS.DestinationExists,*'
            Get-Content existing/one.jpeg | Should -Be 'mine'
        }

        It 'gives it as it is with -SkipExisting' {
            $files = $one, $two | Export-RetinaImage -Destination existing -SkipExisting
            $files.Name | Should -Be 'one.jpeg', 'two.png'
            Get-Content existing/one.jpeg | Should -Be 'mine'
            { $one | Export-RetinaImage -Destination existing -SkipExisting -Force } | Should -Throw '*choose one*'
        }

        It 'replaces it with -Force' {
            $file = $one | Export-RetinaImage -Destination existing -Force
            (Import-RetinaImage $file).Width | Should -Be 192
        }
    }
}
