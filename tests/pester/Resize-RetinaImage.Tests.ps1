BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'eye.png', 'left [1].png'
    $eye = Import-RetinaImage eye.png
}

AfterAll {
    Pop-Location
}

Describe 'Resize-RetinaImage' {
    It 'brings the longer side of <Width> x <Height> to <Size>' -ForEach @(
        @{ Width = 192; Height = 128; Size = 96; Expected = 96, 64 }
        @{ Width = 128; Height = 192; Size = 96; Expected = 64, 96 }
        @{ Width = 100; Height = 75; Size = 50; Expected = 50, 38 }
        @{ Width = 192; Height = 128; Size = 1; Expected = 1, 1 }
    ) {
        $small = (New-Eye -Width $Width -Height $Height).Image | Resize-RetinaImage -Size $Size
        $small | Should -BeOfType RetinaPS.Imaging.RetinaImage
        $small.Width, $small.Height | Should -Be $Expected
    }

    It 'never enlarges, and gives an image of its own' {
        $same = $eye | Resize-RetinaImage -Size 1000
        Get-PixelHash $same | Should -Be (Get-PixelHash $eye)
        $same.Dispose()
        $eye.IsDisposed | Should -BeFalse
    }

    It 'averages the area that each new pixel covers' {
        $map = (New-Eye -Width 8 -Height 8 | ForEach-Object Image)
        $mean = ($map | Get-ColorHistogram -MaskMethod FullFrame).Channels.Mean
        $pixel = ($map | Resize-RetinaImage -Size 1).CopyPixels()
        foreach ($i in 0..2) {
            [Math]::Abs($pixel[$i] - $mean[$i]) | Should -BeLessOrEqual 0.5
        }
    }

    It 'shrinks the mask along' {
        $masked = $eye | Get-EyeMask -PassThru
        $small = $masked | Resize-RetinaImage -Size 96
        $small.Mask.Width, $small.Mask.Height | Should -Be 96, 64
        [Math]::Abs($small.Mask.AreaRatio - $masked.Mask.AreaRatio) | Should -BeLessThan 0.02
    }

    It 'takes files from Get-ChildItem, brackets in their names included' {
        (Get-ChildItem *.png | Resize-RetinaImage -Size 64).Name | Should -Be 'eye', 'left [1]'
    }

    It 'refuses a size of 0' {
        { $eye | Resize-RetinaImage -Size 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}
