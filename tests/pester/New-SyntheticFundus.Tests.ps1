BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
}

AfterAll {
    Pop-Location
}

Describe 'New-SyntheticFundus' {
    It 'gives a photograph with its true eye mask and vessel map' {
        $sample = New-SyntheticFundus 7 -Width 192 -Height 128
        $sample | Should -BeOfType RetinaPS.Imaging.Synthetic.SyntheticFundusSample
        $sample.Image.Width, $sample.Image.Height, $sample.Image.Format | Should -Be 192, 128, 'Bgr24'
        $sample.EyeMask.Width, $sample.EyeMask.Height | Should -Be 192, 128
        $sample.VesselMap.Format | Should -Be Gray8
        $sample.VesselMap.CopyPixels() | Sort-Object -Unique | Should -Be 0, 255
        $sample.Image.Mask | Should -BeNullOrEmpty
        $sample.Options.Seed | Should -Be 7
    }

    It 'gives the same pixels for the same seed and others for another' {
        $first, $again, $other = 7, 7, 8 | New-SyntheticFundus -Width 96 -Height 64 | ForEach-Object { Get-PixelHash $_.Image }
        $again | Should -Be $first
        $other | Should -Not -Be $first
    }

    It 'takes its defaults as its help tells' {
        $sample = New-SyntheticFundus
        $sample.Name | Should -Be 'synthetic-0'
        $sample.Image.Width, $sample.Image.Height | Should -Be 1536, 1024
    }

    It 'takes seeds from the pipeline, and its photographs can be written' {
        $files = 1..3 | New-SyntheticFundus -Width 96 -Height 64 | ForEach-Object Image | Export-RetinaImage -Destination photographs
        $files.Name | Should -Be 'synthetic-1.jpg', 'synthetic-2.jpg', 'synthetic-3.jpg'
    }

    It 'makes any size, even <_> pixel' -ForEach 1 {
        $sample = New-SyntheticFundus 3 -Width $_ -Height $_
        $sample.Image.CopyPixels() | Should -HaveCount 3
    }

    It 'fills the frame on demand' {
        (New-SyntheticFundus 3 -Width 96 -Height 64 -FillFrame $true).EyeMask.AreaRatio | Should -Be 1
        (New-SyntheticFundus 3 -Width 96 -Height 64 -FillFrame $false).EyeMask.AreaRatio | Should -BeLessThan 1
    }

    It 'makes the disc as large as -RadiusFraction says' {
        $sample = New-SyntheticFundus 3 -Width 192 -Height 128 -RadiusFraction 0.5 -FillFrame $false
        $sample.EyeMask.Circle.Radius | Should -BeGreaterThan 30
        $sample.EyeMask.Circle.Radius | Should -BeLessThan 34
    }

    It 'exposes as -Exposure says' {
        $dark, $bright = 0.3, 1 | ForEach-Object {
            $sample = New-SyntheticFundus 3 -Width 96 -Height 64 -Exposure $_
            ($sample.Image | Get-ColorHistogram -MaskMethod FullFrame).Channels[2].Mean
        }
        $dark | Should -BeLessThan $bright
    }

    It 'frees photograph and vessel map together' {
        $sample = New-SyntheticFundus -Width 96 -Height 64
        $sample.Dispose()
        $sample.Image.IsDisposed, $sample.VesselMap.IsDisposed | Should -Be $true, $true
        $sample.Name | Should -Be 'synthetic-0'
    }

    It 'refuses <Parameter>' -ForEach @(
        @{ Parameter = '-Width 0'; Arguments = @{ Width = 0 } }
        @{ Parameter = '-Exposure 0'; Arguments = @{ Exposure = 0 } }
        @{ Parameter = '-CutTop 1'; Arguments = @{ CutTop = 1 } }
    ) {
        { New-SyntheticFundus @Arguments } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'ends at once where the device does not exist' {
        { New-SyntheticFundus -Device Abacus } | Should -Throw -ErrorId 'RetinaPS.DeviceNotFound,*'
    }
}
