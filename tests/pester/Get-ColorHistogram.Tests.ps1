BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'eye.png', 'left [1].png'
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

    It 'counts the pixels inside of the eye' {
        ($eye | Get-ColorHistogram).PixelCount | Should -Be ($eye | Get-EyeMask).PixelCount
    }

    It 'uses the mask that the image carries' {
        ($eye | Get-EyeMask -Method FullFrame -PassThru | Get-ColorHistogram).PixelCount | Should -Be (192 * 128)
    }

    It 'finds the eye by -MaskMethod where the image carries no mask' {
        ($eye | Get-ColorHistogram -MaskMethod FullFrame).PixelCount | Should -Be (192 * 128)
    }

    It 'gives the cumulative distribution of each channel, up to 255' {
        foreach ($channel in ($eye | Get-ColorHistogram).Channels) {
            $channel.Cumulative[255] | Should -Be 255
            $channel.Cumulative | Sort-Object | Should -Be $channel.Cumulative
            ($channel.Counts | Measure-Object -Sum).Sum | Should -Be ($eye | Get-EyeMask).PixelCount
        }
    }

    It 'leaves level 255 out of the distribution with -ExcludeSaturated' {
        $bright = (New-SyntheticFundus 1 -Width 192 -Height 128 -FillFrame $false -Exposure 3).Image
        $red = ($bright | Get-ColorHistogram -MaskMethod FullFrame -ExcludeSaturated).Channels[2]
        $red.SaturatedRatio | Should -BeGreaterThan 0.1
        $red.Cumulative[255] | Should -Be ([Math]::Round(255 * (1 - $red.SaturatedRatio), [MidpointRounding]::AwayFromZero))
    }

    It 'counts one channel of a grey image' {
        $histogram = (New-Eye).VesselMap | Get-ColorHistogram -MaskMethod FullFrame
        $histogram.Channels.Channel | Should -Be 'Gray'
        $histogram.Channels[0].Counts[0] + $histogram.Channels[0].Counts[255] | Should -Be (192 * 128)
    }

    It 'takes files from Get-ChildItem, brackets in their names included' {
        (Get-ChildItem *.png | Get-ColorHistogram).Name | Should -Be 'eye', 'left [1]'
    }

    It 'names a file that is missing' {
        { Get-ColorHistogram missing.png } | Should -Throw '*missing.png*' -ErrorId 'RetinaPS.FileNotFound,*'
    }
}
