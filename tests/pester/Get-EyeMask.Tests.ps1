BeforeDiscovery {
    $fundus = Join-Path $PSScriptRoot '../../../shared/fundus'
    $photographs = if (Test-Path $fundus) { Get-ChildItem $fundus -Recurse -Include *.jpg, *.JPG | Where-Object FullName -NotLike '*mask*' | Select-Object -First 3 }
}

BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'eye.jpeg', 'left [1].jpeg'
}

AfterAll {
    Pop-Location
}

Describe 'Get-EyeMask' {
    It 'finds the true eye of synthetic photograph <_>' -ForEach 1, 4, 6, 16 {
        $sample = New-Eye $_
        $mask = $sample.Image | Get-EyeMask
        $mask | Should -BeOfType RetinaPS.Imaging.EyeMask
        $mask.IntersectionOverUnion($sample.EyeMask) | Should -BeGreaterThan 0.985
        $mask.Status | Should -Be Found
        $mask.Confidence | Should -BeGreaterThan 0.5
    }

    It 'tells area, circle, hull and method' {
        $mask = Get-EyeMask eye.jpeg
        $mask.AreaRatio | Should -Be ($mask.PixelCount / (192 * 128))
        $mask.Circle.Radius | Should -BeGreaterThan 50
        $mask.Contains($mask.Circle.CenterX, $mask.Circle.CenterY) | Should -BeTrue
        $mask.Hull.Count | Should -BeGreaterThan 8
        $mask.Method | Should -Be Disc
        $mask.Path | Should -Be (Get-Item eye.jpeg).FullName
    }

    It 'looks the original way with -Method Canny, which does not judge itself' {
        $mask = Get-EyeMask eye.jpeg -Method Canny
        $mask.Method | Should -Be Canny
        $mask.Status | Should -Be NotAssessed
        $mask.Confidence | Should -Be NaN
    }

    It 'lets -Threshold decide what Canny sees' {
        (Get-EyeMask eye.jpeg -Method Canny -Threshold 40).PixelCount |
            Should -BeLessOrEqual (Get-EyeMask eye.jpeg -Method Canny -Threshold 4).PixelCount
    }

    It 'takes the whole frame with -Method FullFrame' {
        (Get-EyeMask eye.jpeg -Method FullFrame).AreaRatio | Should -Be 1
    }

    It 'looks at a smaller image with -WorkingSize and answers in the size of the photograph' {
        $sample = New-Eye -Width 384 -Height 256
        $mask = $sample.Image | Get-EyeMask -WorkingSize 192
        $mask.Width, $mask.Height | Should -Be 384, 256
        $mask.IntersectionOverUnion($sample.EyeMask) | Should -BeGreaterThan 0.98
    }

    It 'attaches the mask to the image with -PassThru and leaves the input as it was' {
        $eye = Import-RetinaImage eye.jpeg
        $masked = $eye | Get-EyeMask -PassThru
        $masked | Should -BeOfType RetinaPS.Imaging.RetinaImage
        $masked.Mask.Status | Should -Be Found
        $eye.Mask | Should -BeNullOrEmpty
        Get-PixelHash $masked | Should -Be (Get-PixelHash $eye)
    }

    It 'warns of every doubtful mask' {
        $samples = 1..4 | New-SyntheticFundus -Width 192 -Height 128 -Exposure 0.2 -NoiseSigma 8 -BackgroundLevel 12
        $masks = $samples.Image | Get-EyeMask -ErrorAction SilentlyContinue -WarningAction SilentlyContinue -WarningVariable warnings
        @($warnings).Count | Should -Be @($masks | Where-Object Status -eq LowConfidence).Count
    }

    It 'reports a photograph without an eye and goes on' {
        New-Photograph black.bmp
        $bytes = [IO.File]::ReadAllBytes("$TestDrive/black.bmp")
        [Array]::Clear($bytes, 54, $bytes.Length - 54)
        [IO.File]::WriteAllBytes("$TestDrive/black.bmp", $bytes)
        $masks = 'black.bmp', 'eye.jpeg' | Get-EyeMask -ErrorAction SilentlyContinue -ErrorVariable problems
        $masks.Name | Should -Be 'eye'
        $problems.FullyQualifiedErrorId | Should -BeLike 'RetinaPS.EyeNotFound,*'
        Split-Path $problems.TargetObject -Leaf | Should -Be 'black.bmp'
    }

    It 'takes files by <How>' -ForEach @(
        @{ How = 'path'; Command = { Get-EyeMask eye.jpeg, 'left `[1`].jpeg' } }
        @{ How = 'wildcard'; Command = { Get-EyeMask *.jpeg } }
        @{ How = 'literal path'; Command = { Get-EyeMask -LiteralPath eye.jpeg, 'left [1].jpeg' } }
        @{ How = 'Get-ChildItem'; Command = { Get-ChildItem *.jpeg | Get-EyeMask } }
        @{ How = 'names in the pipeline'; Command = { 'eye.jpeg', 'left*' | Get-EyeMask } }
    ) {
        (& $Command).Name | Should -Be 'eye', 'left [1]'
    }

    It 'shows the confidence in its table, and a dash where there is none' {
        $mask = Get-EyeMask eye.jpeg
        $mask | Out-String -Width 100 | Should -Match "\s$([regex]::Escape($mask.Confidence.ToString('F2')))\s"
        Get-EyeMask eye.jpeg -Method Canny | Out-String -Width 100 | Should -Match '\s-\s'
    }

    It 'names a file that is missing' {
        { Get-EyeMask missing.jpeg } | Should -Throw '*missing.jpeg*' -ErrorId 'RetinaPS.FileNotFound,*'
    }

    It 'refuses a method that is only a result' {
        { Get-EyeMask eye.jpeg -Method Disc } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'finds the eye of the photograph <_.Name>' -Skip:(-not $photographs) -ForEach $photographs {
        $mask = $_ | Get-EyeMask
        $mask.Status | Should -Be Found
        $mask.AreaRatio | Should -BeGreaterThan 0.3
    }
}
