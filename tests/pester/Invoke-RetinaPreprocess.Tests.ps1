BeforeDiscovery {
    $fundus = Join-Path $PSScriptRoot '../../../shared/fundus'
    $real = if (Test-Path $fundus) { Get-ChildItem $fundus -Recurse -Include *.jpg, *.JPG | Where-Object FullName -NotLike '*mask*' | Select-Object -First 2 }
}

BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'ref.jpeg', 'a.jpeg', 'b [1].jpeg', 'c.jpeg', 'tree/train/a.jpeg', 'tree/test/a.jpeg'
    $names = 'a', 'b [1]', 'c', 'ref'
}

AfterAll {
    Pop-Location
}

Describe 'Invoke-RetinaPreprocess' {
    It 'pre-processes a folder in one line' {
        Get-ChildItem *.jpeg | Invoke-RetinaPreprocess -Reference ref.jpeg -Destination out
        (Get-ChildItem out -Force).Name | Should -Be 'a.jpeg', 'b [1].jpeg', 'c.jpeg', 'ref.jpeg'
    }

    It 'takes a folder by its own wildcard and from Get-ChildItem, with and without -Filter' {
        $all = @(
            (Invoke-RetinaPreprocess *.jpeg -Reference ref.jpeg -Destination wildcard).Source -join ' '
            (Get-ChildItem *.jpeg | Invoke-RetinaPreprocess -Reference ref.jpeg -Destination listed).Source -join ' '
            (Get-ChildItem -Filter *.jpeg | Invoke-RetinaPreprocess -Reference ref.jpeg -Destination filtered).Source -join ' '
        )
        $all | Should -Be (@((Get-ChildItem *.jpeg).FullName -join ' ') * 3)
    }

    It 'gives one record a file, in the order of the inputs' {
        $records = Get-ChildItem *.jpeg | Sort-Object -Descending Name | Invoke-RetinaPreprocess -Reference ref.jpeg -Destination records
        $records | Should -BeOfType RetinaPS.Batch.PreprocessResult
        $records.Source | Should -Be (Get-ChildItem *.jpeg | Sort-Object -Descending Name).FullName
        $records.Destination | Split-Path -Leaf | Should -Be 'ref.jpeg', 'c.jpeg', 'b [1].jpeg', 'a.jpeg'
        foreach ($record in $records) {
            $record.Destination | ForEach-Object { Test-Path -LiteralPath $_ } | Should -BeTrue
            $record.Width, $record.Height, $record.Status, $record.MaskMethod | Should -Be 192, 128, 'Done', 'Disc'
            $record.MaskRatio | Should -BeGreaterThan 0.3
            $record.Confidence | Should -BeGreaterThan 0.5
            $record.TotalTime | Should -Be ($record.DecodeTime + $record.ProcessTime + $record.EncodeTime)
        }
    }

    It 'shows confidence and share of the eye, in percent, in its table' {
        $record = Invoke-RetinaPreprocess a.jpeg -Reference ref.jpeg -Destination shown
        foreach ($figure in $record.Confidence.ToString('F2'), (100 * $record.MaskRatio).ToString('F1')) {
            $record | Out-String -Width 100 | Should -Match "\s$([regex]::Escape($figure))\s"
        }
    }

    It 'gives images with their masks without -Destination' {
        $images = Get-ChildItem *.jpeg | Invoke-RetinaPreprocess -Reference ref.jpeg
        $images | Should -BeOfType RetinaPS.Imaging.RetinaImage
        $images.Name | Should -Be $names
        $images.Mask.Status | Should -Be 'Found', 'Found', 'Found', 'Found'
    }

    It 'does what the single cmdlets do one after the other' {
        $whole = Invoke-RetinaPreprocess a.jpeg -Reference ref.jpeg
        $steps = Import-RetinaImage a.jpeg | Get-EyeMask -PassThru | Invoke-HistogramSpecification -Reference ref.jpeg |
            Invoke-GpuClahe -ClipLimit 4 -TileGrid 16, 16 | Set-EyeMask
        Get-PixelHash $whole | Should -Be (Get-PixelHash $steps)
    }

    It 'takes images, uses the masks that they carry and leaves them valid' {
        $images = Import-RetinaImage a.jpeg, c.jpeg | Get-EyeMask -Method FullFrame -PassThru
        $results = $images | Invoke-RetinaPreprocess -Reference ref.jpeg
        $results.Mask.Method | Should -Be 'FullFrame', 'FullFrame'
        $images.IsDisposed | Should -Be $false, $false
        $null = $images | Invoke-RetinaPreprocess -Reference ref.jpeg -DisposeInput
        $images.IsDisposed | Should -Be $true, $true
    }

    Context 'the result' {
        It 'is at most as large as -Size says' {
            $image = Invoke-RetinaPreprocess a.jpeg -Reference ref.jpeg -Size 96
            $image.Width, $image.Height, $image.Mask.Width | Should -Be 96, 64, 96
        }

        It 'is a square about the eye with -Crop' {
            $image = Invoke-RetinaPreprocess a.jpeg -Reference ref.jpeg -Crop -Size 100
            $image.Width, $image.Height | Should -Be 100, 100
            $image.Mask.AreaRatio | Should -BeGreaterThan 0.7
        }

        It 'is halved with -PyramidDown' {
            $image = Invoke-RetinaPreprocess a.jpeg -Reference ref.jpeg -PyramidDown -MaskMethod Canny -ExcludeSaturated
            $image.Width, $image.Height, $image.Mask.Method | Should -Be 96, 64, 'Canny'
        }

        It 'is another with <Parameter>' -ForEach @(
            @{ Parameter = '-ClipLimit 40'; Arguments = @{ ClipLimit = 40 } }
            @{ Parameter = '-TileGrid 4'; Arguments = @{ TileGrid = 4 } }
            @{ Parameter = '-MaskMethod FullFrame'; Arguments = @{ MaskMethod = 'FullFrame' } }
        ) {
            $usual = Get-PixelHash (Invoke-RetinaPreprocess a.jpeg -Reference ref.jpeg)
            Get-PixelHash (Invoke-RetinaPreprocess a.jpeg -Reference ref.jpeg @Arguments) | Should -Not -Be $usual
        }

        It 'is written as -Format says, and the same pixels as without -Destination' {
            $record = Invoke-RetinaPreprocess a.jpeg -Reference ref.jpeg -Destination png -Format Png
            Split-Path $record.Destination -Leaf | Should -Be 'a.png'
            Get-PixelHash (Import-RetinaImage $record.Destination) | Should -Be (Get-PixelHash (Invoke-RetinaPreprocess a.jpeg -Reference ref.jpeg))
        }

        It 'is smaller on disk at lower -Quality' {
            $fine = Invoke-RetinaPreprocess a.jpeg -Reference ref.jpeg -Destination fine
            $coarse = Invoke-RetinaPreprocess a.jpeg -Reference ref.jpeg -Destination coarse -Quality 30
            (Get-Item $coarse.Destination).Length | Should -BeLessThan (Get-Item $fine.Destination).Length
        }

        It 'has its mask beside it with -MaskDestination' {
            $record = Invoke-RetinaPreprocess a.jpeg -Reference ref.jpeg -Destination cut -MaskDestination masks -Size 96 -Crop
            $mask = Import-RetinaImage $record.MaskDestination
            $mask.Width, $mask.Height, $mask.Format | Should -Be $record.Width, $record.Height, 'Gray8'
            $mask.CopyPixels() | Sort-Object -Unique | Should -Be 0, 255
        }
    }

    Context 'what is there already' {
        It 'writes nothing with -WhatIf' {
            Get-ChildItem *.jpeg | Invoke-RetinaPreprocess -Reference ref.jpeg -Destination imagined -WhatIf | Should -BeNullOrEmpty
            'imagined' | Should -Not -Exist
        }

        It 'leaves results alone that exist, unless -Force is given' {
            $null = New-Item -ItemType Directory existing
            Set-Content existing/a.jpeg 'mine'
            $records = 'a.jpeg', 'c.jpeg' | Invoke-RetinaPreprocess -Reference ref.jpeg -Destination existing -ErrorAction SilentlyContinue -ErrorVariable problems
            $problems.FullyQualifiedErrorId | Should -BeLike 'RetinaPS.DestinationExists,*'
            $records.Destination | Split-Path -Leaf | Should -Be 'c.jpeg'
            Get-Content existing/a.jpeg | Should -Be 'mine'
            $null = 'a.jpeg' | Invoke-RetinaPreprocess -Reference ref.jpeg -Destination existing -Force
            (Import-RetinaImage existing/a.jpeg).Width | Should -Be 192
        }

        It 'skips photographs whose results exist with -SkipExisting, as records' {
            $null = New-Item -ItemType Directory kept
            Set-Content kept/a.jpeg 'mine'
            $records = 'a.jpeg', 'c.jpeg' | Invoke-RetinaPreprocess -Reference ref.jpeg -Destination kept -SkipExisting -Manifest kept.jsonl
            $records.Status | Should -Be Skipped, Done
            $records.Source | Split-Path -Leaf | Should -Be a.jpeg, c.jpeg
            Get-Content kept/a.jpeg | Should -Be 'mine'
            (Get-PreprocessManifest kept.jsonl -Run).End.Skipped | Should -Be 1
        }

        It 'is an error with -SkipExisting where a result exists without its mask' {
            { Invoke-RetinaPreprocess c.jpeg -Reference ref.jpeg -Destination kept -MaskDestination unmade -SkipExisting } |
                Should -Throw -ErrorId 'RetinaPS.DestinationExists,*'
        }

        It 'refuses -SkipExisting with -Force and without -Destination' {
            { Invoke-RetinaPreprocess a.jpeg -Reference ref.jpeg -Destination kept -SkipExisting -Force } | Should -Throw '*choose one*'
            { Invoke-RetinaPreprocess a.jpeg -Reference ref.jpeg -SkipExisting } | Should -Throw '*needs -Destination*'
        }

        It 'mirrors a folder tree with -BasePath' {
            $null = Get-ChildItem tree -Recurse -Filter *.jpeg | Invoke-RetinaPreprocess -Reference ref.jpeg -Destination mirror -BasePath tree
            'mirror/train/a.jpeg', 'mirror/test/a.jpeg' | Should -Exist
        }
    }

    Context 'a run with a manifest' {
        BeforeAll {
            $run = @{ Reference = 'ref.jpeg'; Destination = 'resumed'; Manifest = 'resumed.jsonl' }
        }

        It 'is resumed where it was stopped' {
            $null = Get-ChildItem *.jpeg | Invoke-RetinaPreprocess @run -ThrottleLimit 1 | Select-Object -First 1
            $all = Get-ChildItem *.jpeg | Invoke-RetinaPreprocess @run -Resume
            $all.Source | Split-Path -LeafBase | Should -Be $names
            $all[0].Status | Should -Be Skipped
            (Get-ChildItem *.jpeg | Invoke-RetinaPreprocess @run -Resume).Status | Should -Be Skipped, Skipped, Skipped, Skipped
            (Get-ChildItem resumed -Force).BaseName | Should -Be $names
        }

        It 'does again what was changed, and no more' {
            Set-Content resumed/c.jpeg 'changed'
            $all = Get-ChildItem *.jpeg | Invoke-RetinaPreprocess @run -Resume
            $all | Where-Object Status -NE Skipped | ForEach-Object { Split-Path $_.Source -Leaf } | Should -Be 'c.jpeg'
        }

        It 'leaves no manifest with -WhatIf' {
            Get-ChildItem *.jpeg | Invoke-RetinaPreprocess -Reference ref.jpeg -Destination imagined -Manifest imagined.jsonl -WhatIf
            'imagined.jsonl' | Should -Not -Exist
        }
    }

    Context 'errors' {
        It 'reports each bad file by name and goes on' {
            Set-Content text.jpg 'no photograph'
            $records = 'a.jpeg', 'text.jpg', 'missing.jpeg', 'c.jpeg' |
                Invoke-RetinaPreprocess -Reference ref.jpeg -Destination partly -ErrorAction SilentlyContinue -ErrorVariable problems
            $records.Source | Split-Path -Leaf | Should -Be 'a.jpeg', 'c.jpeg'
            $problems.FullyQualifiedErrorId | Sort-Object | ForEach-Object { $_.Split(',')[0] } | Should -Be 'RetinaPS.DecodeFailed', 'RetinaPS.FileNotFound'
            (Get-ChildItem partly -Force).Name | Should -Be 'a.jpeg', 'c.jpeg'
        }

        It 'ends at once for <Name>' -ForEach @(
            @{ Name = 'a missing reference'; Arguments = @{ Reference = 'missing.jpeg' }; Id = 'FileNotFound' }
            @{ Name = 'an unknown device'; Arguments = @{ Reference = 'ref.jpeg'; Device = 'Abacus' }; Id = 'DeviceNotFound' }
            @{ Name = '-Resume without -Manifest'; Arguments = @{ Reference = 'ref.jpeg'; Destination = 'resumed'; Resume = $true }; Id = 'InvalidArgument' }
            @{ Name = '-MaskDestination alone'; Arguments = @{ Reference = 'ref.jpeg'; MaskDestination = 'masks' }; Id = 'InvalidArgument' }
        ) {
            { Get-ChildItem *.jpeg | Invoke-RetinaPreprocess @Arguments -ErrorAction SilentlyContinue } | Should -Throw -ErrorId "RetinaPS.$Id,*"
        }

        It 'leaves no partial file where the pipeline is stopped' {
            $null = Get-ChildItem *.jpeg | Invoke-RetinaPreprocess -Reference ref.jpeg -Destination stopped | Select-Object -First 1
            Get-ChildItem stopped -Force | Where-Object Name -Like '*.tmp' | Should -BeNullOrEmpty
        }
    }

    It 'pre-processes the photograph <_.Name>' -Tag Slow -ForEach $real -AllowNullOrEmptyForEach {
        $record = $_ | Invoke-RetinaPreprocess -Reference $_ -Destination real -Size 512
        $record.Status | Should -Be Done
        [Math]::Max($record.Width, $record.Height) | Should -Be 512
    }
}
