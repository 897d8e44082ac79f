BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'eye.png', 'left [1].png'
    $eye = Import-RetinaImage eye.png
}

AfterAll {
    Pop-Location
}

Describe 'ConvertTo-PyramidDown' {
    It 'halves <Width> x <Height> to <ExpectedWidth> x <ExpectedHeight>' -ForEach @(
        @{ Width = 192; Height = 128; ExpectedWidth = 96; ExpectedHeight = 64 }
        @{ Width = 15; Height = 17; ExpectedWidth = 8; ExpectedHeight = 9 }
        @{ Width = 1; Height = 1; ExpectedWidth = 1; ExpectedHeight = 1 }
    ) {
        $half = (New-Eye -Width $Width -Height $Height).Image | ConvertTo-PyramidDown
        $half | Should -BeOfType RetinaPS.Imaging.RetinaImage
        $half.Width, $half.Height | Should -Be $ExpectedWidth, $ExpectedHeight
    }

    It 'halves as often as -Levels says' {
        $small = $eye | ConvertTo-PyramidDown -Levels 3
        $twice = $eye | ConvertTo-PyramidDown | ConvertTo-PyramidDown | ConvertTo-PyramidDown
        Get-PixelHash $small | Should -Be (Get-PixelHash $twice)
    }

    It 'blurs on demand' {
        $blurred = $eye | ConvertTo-PyramidDown -Blur
        Get-PixelHash $blurred | Should -Not -Be (Get-PixelHash ($eye | ConvertTo-PyramidDown))
        $blurred.Width | Should -Be 96
    }

    It 'shrinks the mask along' {
        $half = $eye | Get-EyeMask -PassThru | ConvertTo-PyramidDown
        $half.Mask.Width, $half.Mask.Height | Should -Be 96, 64
        $half.Mask.AreaRatio | Should -BeGreaterThan 0.3
    }

    It 'takes files from Get-ChildItem, brackets in their names included' {
        $halves = Get-ChildItem *.png | ConvertTo-PyramidDown
        $halves.Name | Should -Be 'eye', 'left [1]'
    }

    It 'leaves its input valid, or frees it with -DisposeInput' {
        $borrowed = Import-RetinaImage eye.png
        $null = $borrowed | ConvertTo-PyramidDown
        $borrowed.IsDisposed | Should -BeFalse
        $null = $borrowed | ConvertTo-PyramidDown -DisposeInput
        $borrowed.IsDisposed | Should -BeTrue
    }

    It 'refuses an image in floating point' {
        $response = $eye | Invoke-MatchedFilterBank -Bank (New-MatchedFilterBank) -Response Float
        { $response | ConvertTo-PyramidDown } | Should -Throw -ErrorId 'RetinaPS.UnsupportedFormat,*'
    }
}
