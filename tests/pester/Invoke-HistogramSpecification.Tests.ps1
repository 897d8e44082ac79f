BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'ref.png', 'eye.png', 'left [1].png'
    $eye = Import-RetinaImage eye.png
    $matched = Get-PixelHash ($eye | Invoke-HistogramSpecification -Reference ref.png)
    $null = New-ColorReference ref.png -Destination ref.json
}

AfterAll {
    Pop-Location
}

Describe 'Invoke-HistogramSpecification' {
    It 'gives the photograph the mean colours of the reference' {
        $result = $eye | Invoke-HistogramSpecification -Reference ref.png
        $result | Should -BeOfType RetinaPS.Imaging.RetinaImage
        $result.Width, $result.Height, $result.Format | Should -Be 192, 128, 'Bgr24'
        $wanted = (Get-ColorHistogram ref.png).Channels.Mean
        $got = ($result | Get-ColorHistogram).Channels.Mean
        foreach ($i in 0..2) {
            [Math]::Abs($got[$i] - $wanted[$i]) | Should -BeLessThan 3
        }
    }

    It 'takes a reference with brackets in its name, as typed or as completed' {
        $typed = $eye | Invoke-HistogramSpecification -Reference 'left [1].png'
        $completed = $eye | Invoke-HistogramSpecification -Reference './left `[1`].png'
        Get-PixelHash $completed | Should -Be (Get-PixelHash $typed)
    }

    It 'uses the mask that the image carries and passes it on' {
        $result = $eye | Get-EyeMask -Method FullFrame -PassThru | Invoke-HistogramSpecification -Reference ref.png
        $result.Mask.Method | Should -Be FullFrame
        Get-PixelHash $result | Should -Not -Be $matched
    }

    It 'attaches the mask that it found' {
        ($eye | Invoke-HistogramSpecification -Reference ref.png).Mask.Status | Should -Be Found
        $eye.Mask | Should -BeNullOrEmpty
    }
}
