BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'photographs/one.jpeg', 'photographs/two.png', 'photographs/train/one.jpeg'
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

    It 'writes <Format> as <Extension>' -ForEach @(
        @{ Format = 'Jpeg'; Extension = '.jpg'; Start = 0xFF, 0xD8 }
        @{ Format = 'Png'; Extension = '.png'; Start = 0x89, 0x50 }
        @{ Format = 'Tiff'; Extension = '.tif'; Start = 0x49, 0x49 }
        @{ Format = 'Bmp'; Extension = '.bmp'; Start = 0x42, 0x4D }
    ) {
        $file = (New-Eye).Image | Export-RetinaImage -Destination formats -Format $Format
        $file.Name | Should -Be "synthetic-1$Extension"
        [IO.File]::ReadAllBytes($file.FullName)[0..1] | Should -Be $Start
    }

    It 'keeps every pixel in a <_>' -ForEach 'Png', 'Tiff', 'Bmp' {
        $file = $two | Export-RetinaImage -Destination lossless -Format $_
        Get-PixelHash (Import-RetinaImage $file) | Should -Be (Get-PixelHash $two)
    }

    It 'writes smaller files at lower quality' {
        $fine = $one | Export-RetinaImage -Destination fine
        $coarse = $one | Export-RetinaImage -Destination coarse -Quality 30
        $coarse.Length | Should -BeLessThan $fine.Length
    }

    It 'writes eye masks as PNG files of 0 and 255' {
        $mask = $one | Get-EyeMask
        $file = $mask | Export-RetinaImage -Destination masks -Suffix _mask
        $file.Name | Should -Be 'one_mask.png'
        $pixels = (Import-RetinaImage $file).CopyPixels()
        [Linq.Enumerable]::SequenceEqual($pixels, $mask.ToPixels()) | Should -BeTrue
        $pixels | Sort-Object -Unique | Should -Be 0, 255
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

        It 'replaces it with -Force' {
            $file = $one | Export-RetinaImage -Destination existing -Force
            (Import-RetinaImage $file).Width | Should -Be 192
        }
    }

    It 'reports two images of one name and keeps the first' {
        $images = Import-RetinaImage photographs/one.jpeg, photographs/train/one.jpeg
        $files = $images | Export-RetinaImage -Destination flat -Force -ErrorAction SilentlyContinue -ErrorVariable problems
        $files | Should -HaveCount 1
        $problems.FullyQualifiedErrorId | Should -BeLike 'RetinaPS.DestinationCollision,*'
        $problems.TargetObject | Should -Be $images[1].Path
    }

    It 'makes the folders below -BasePath again' {
        $null = Import-RetinaImage photographs/one.jpeg, photographs/train/one.jpeg |
            Export-RetinaImage -Destination mirror -BasePath photographs
        Test-Path mirror/one.jpeg, mirror/train/one.jpeg | Should -Be $true, $true
    }

    It 'refuses an image from outside of -BasePath' {
        { $one | Export-RetinaImage -Destination mirror -BasePath photographs/train } | Should -Throw -ErrorId 'RetinaPS.InvalidArgument,*'
    }

    It 'never replaces an image by its own result, not even with -Force' {
        $before = (Get-FileHash photographs/one.jpeg).Hash
        { $one | Export-RetinaImage -Destination photographs -Force } | Should -Throw -ErrorId 'RetinaPS.DestinationCollision,*'
        (Get-FileHash photographs/one.jpeg).Hash | Should -Be $before
    }

    It 'says that it cannot write where a file is in the way' {
        Set-Content blocked 'a file'
        { $one | Export-RetinaImage -Destination blocked } | Should -Throw -ErrorId 'RetinaPS.WriteFailed,*'
    }

    It 'writes a filter bank as a sheet of its kernels' {
        (New-MatchedFilterBank -Orientations 3 | Export-RetinaImage -Destination (Join-Path $TestDrive banks)).Name | Should -Be 'Gaussian_bank.png'
    }
}
