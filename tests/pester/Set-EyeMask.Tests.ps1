BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'eye.png'
    $eye = Import-RetinaImage eye.png

    function Test-Blackened([RetinaPS.Imaging.RetinaImage] $Before, [RetinaPS.Imaging.RetinaImage] $After, [RetinaPS.Imaging.EyeMask] $Mask) {
        $expected = $Before.CopyPixels()
        $inside = $Mask.ToPixels()
        for ($i = 0; $i -lt $inside.Length; $i++) {
            if (-not $inside[$i]) { [Array]::Clear($expected, 3 * $i, 3) }
        }

        [Linq.Enumerable]::SequenceEqual($expected, $After.CopyPixels())
    }
}

AfterAll {
    Pop-Location
}

Describe 'Set-EyeMask' {
    It 'blackens what lies outside of a given mask, and nothing else' {
        $mask = (New-Eye 5).EyeMask
        $result = $eye | Set-EyeMask -Mask $mask
        $result | Should -BeOfType RetinaPS.Imaging.RetinaImage
        Test-Blackened $eye $result $mask | Should -BeTrue
        $result.Mask.IntersectionOverUnion($mask) | Should -Be 1
    }

    It 'applies the mask that the image carries' {
        $masked = $eye | Get-EyeMask -PassThru
        $result = $masked | Set-EyeMask
        Test-Blackened $eye $result $masked.Mask | Should -BeTrue
        $result.Mask.IntersectionOverUnion($masked.Mask) | Should -Be 1
    }

    It 'looks for the eye where the image carries no mask, and attaches what it found' {
        $result = $eye | Set-EyeMask
        $found = $eye | Get-EyeMask
        Test-Blackened $eye $result $found | Should -BeTrue
        $result.Mask.Status | Should -Be Found
        $result.Mask.IntersectionOverUnion($found) | Should -Be 1
    }

    It 'changes nothing with -MaskMethod FullFrame' {
        Get-PixelHash ($eye | Set-EyeMask -MaskMethod FullFrame) | Should -Be (Get-PixelHash $eye)
    }
}
