BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'a.jpeg', 'b.jpeg'
}

AfterAll {
    Pop-Location
}

Describe 'Export-HistogramPlot' {
    It 'writes one plot as <_>' -ForEach 'png', 'svg' {
        $file = Export-HistogramPlot a.jpeg "plots/a.$_"
        $file | Should -BeOfType System.IO.FileInfo
        $file.Length | Should -BeGreaterThan 5kb
    }

    It 'writes one file a photograph to a folder' {
        (Get-ChildItem *.jpeg | Export-HistogramPlot -Destination many -Reference a.jpeg -Format Svg).Name |
            Should -Be 'a.histogram.svg', 'b.histogram.svg'
    }

    It 'takes images, histograms and references' {
        (Import-RetinaImage a.jpeg | Export-HistogramPlot -Destination image.svg -WholeFrame).FullName | Should -Exist
        (Get-ColorHistogram a.jpeg | Export-HistogramPlot -Destination histogram.svg).FullName | Should -Exist
        (New-ColorReference a.jpeg | Export-HistogramPlot -Destination reference.svg).FullName | Should -Exist
    }

    It 'names the photograph in the drawing' {
        Get-Content (Export-HistogramPlot a.jpeg named.svg) -Raw | Should -Match '<text[^>]*>\s*a\s*</text>'
    }

    It 'leaves level 255 out of the distributions with -ExcludeSaturated' {
        $null = (New-SyntheticFundus 1 -Width 192 -Height 128 -FillFrame $false -Exposure 3).Image | Export-RetinaImage -Destination bright -Format Png
        $all = Export-HistogramPlot bright/*.png all.svg
        $rest = Export-HistogramPlot bright/*.png rest.svg -ExcludeSaturated
        Get-Content $rest -Raw | Should -Not -Be (Get-Content $all -Raw)
    }

    It 'leaves a file alone that exists, unless -Force is given' {
        Set-Content mine.png 'mine' -NoNewline
        { Export-HistogramPlot a.jpeg mine.png -ErrorAction Stop } | Should -Throw -ErrorId 'RetinaPS.DestinationExists,*'
        (Export-HistogramPlot a.jpeg mine.png -Force).Length | Should -BeGreaterThan 4
    }

    It 'asks for .png or .svg' {
        { Export-HistogramPlot a.jpeg plot.pdf } | Should -Throw -ErrorId 'RetinaPS.InvalidArgument,*'
    }
}
