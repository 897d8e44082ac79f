BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'eye.png'
    $eye = Import-RetinaImage eye.png
}

AfterAll {
    Pop-Location
}

Describe 'Get-ColorHistogram' {
    It 'counts blue, green and red' {
        $histogram = $eye | Get-ColorHistogram
        $histogram | Should -BeOfType RetinaPS.Imaging.ColorHistogram
        $histogram.Channels.Channel | Should -Be 'Blue', 'Green', 'Red'
        $histogram.Channels[0].Counts | Should -HaveCount 256
    }

    It 'uses the mask that the image carries' {
        ($eye | Get-EyeMask -Method FullFrame -PassThru | Get-ColorHistogram).PixelCount | Should -Be (192 * 128)
    }

    It 'finds the eye by -MaskMethod where the image carries no mask' {
        ($eye | Get-ColorHistogram -MaskMethod FullFrame).PixelCount | Should -Be (192 * 128)
    }
}
