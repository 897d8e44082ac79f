BeforeDiscovery {
    $fundus = Join-Path $PSScriptRoot '../../../shared/fundus'
    $photographs = if (Test-Path $fundus) { Get-ChildItem $fundus -Recurse -Include *.jpg, *.JPG | Where-Object FullName -NotLike '*mask*' | Select-Object -First 3 }
}

BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'eye.jpeg'
}

AfterAll {
    Pop-Location
}

Describe 'Get-EyeMask' {
    It 'tells area, circle, hull and method' {
        $mask = Get-EyeMask eye.jpeg
        $mask.AreaRatio | Should -Be ($mask.PixelCount / (192 * 128))
        $mask.Circle.Radius | Should -BeGreaterThan 50
        $mask.Contains($mask.Circle.CenterX, $mask.Circle.CenterY) | Should -BeTrue
        $mask.Hull.Count | Should -BeGreaterThan 8
        $mask.Method | Should -Be Disc
        $mask.Path | Should -Be (Get-Item eye.jpeg).FullName
    }

    It 'attaches the mask to the image with -PassThru and leaves the input as it was' {
        $eye = Import-RetinaImage eye.jpeg
        $masked = $eye | Get-EyeMask -PassThru
        $masked | Should -BeOfType RetinaPS.Imaging.RetinaImage
        $masked.Mask.Status | Should -Be Found
        $eye.Mask | Should -BeNullOrEmpty
        Get-PixelHash $masked | Should -Be (Get-PixelHash $eye)
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

    It 'shows the confidence in its table, and a dash where there is none' {
        $mask = Get-EyeMask eye.jpeg
        $mask | Out-String -Width 100 | Should -Match "\s$([regex]::Escape($mask.Confidence.ToString('F2')))\s"
        Get-EyeMask eye.jpeg -Method Canny | Out-String -Width 100 | Should -Match '\s-\s'
    }

    It 'refuses a method that is only a result' {
        { Get-EyeMask eye.jpeg -Method Disc } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'finds the eye of the photograph <_.Name>' -Tag Slow -ForEach $photographs -AllowNullOrEmptyForEach {
        $mask = $_ | Get-EyeMask
        $mask.Status | Should -Be Found
        $mask.AreaRatio | Should -BeGreaterThan 0.3
    }
}
