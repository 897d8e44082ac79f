BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'eye.png'
    $eye = Import-RetinaImage eye.png
}

AfterAll {
    Pop-Location
}

Describe 'ConvertTo-PyramidDown' {
    It 'halves width and height' {
        $half = $eye | ConvertTo-PyramidDown
        $half | Should -BeOfType RetinaPS.Imaging.RetinaImage
        $half.Width, $half.Height | Should -Be 96, 64
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

    It 'refuses an image in floating point' {
        $response = $eye | Invoke-MatchedFilterBank -Bank (New-MatchedFilterBank) -Response Float
        { $response | ConvertTo-PyramidDown } | Should -Throw -ErrorId 'RetinaPS.UnsupportedFormat,*'
    }
}
