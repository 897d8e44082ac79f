BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'eye.png', 'left [1].png'
    $eye = Import-RetinaImage eye.png
    $bank = New-MatchedFilterBank -Sigma 2 -Length 9 -Rotation Analytic
}

AfterAll {
    Pop-Location
}

Describe 'Invoke-MatchedFilterBank' {
    It 'answers <Response> as <Format>' -ForEach @(
        @{ Response = 'EightBit'; Format = 'Gray8' }
        @{ Response = 'Float'; Format = 'Gray32Float' }
    ) {
        $result = $eye | Invoke-MatchedFilterBank -Bank $bank -Response $Response
        $result | Should -BeOfType RetinaPS.Imaging.RetinaImage
        $result.Width, $result.Height, $result.Format | Should -Be 192, 128, $Format
    }

    It 'answers in 8 bits on the green channel by default' {
        $default = $eye | Invoke-MatchedFilterBank -Bank $bank
        Get-PixelHash $default | Should -Be (Get-PixelHash ($eye | Invoke-MatchedFilterBank -Bank $bank -Channel Green -Response EightBit))
        Get-PixelHash $default | Should -Not -Be (Get-PixelHash ($eye | Invoke-MatchedFilterBank -Bank $bank -Channel Red))
    }

    It 'answers more on vessels than elsewhere with -Invert' {
        $sample = New-Eye -Width 384 -Height 256
        $response = ($sample.Image | Set-EyeMask -Mask $sample.EyeMask | Invoke-MatchedFilterBank -Bank $bank -Invert).CopyPixels()
        $vessels = $sample.VesselMap.CopyPixels()
        $circle = $sample.EyeMask.Circle
        $on = $off = $onCount = $offCount = 0
        for ($y = 0; $y -lt 256; $y += 2) {
            for ($x = 0; $x -lt 384; $x += 2) {
                $i = $y * 384 + $x
                $outside = [Math]::Pow($x - $circle.CenterX, 2) + [Math]::Pow($y - $circle.CenterY, 2) -gt [Math]::Pow($circle.Radius - 20, 2)
                if ($outside) { continue }
                if ($vessels[$i]) { $on += $response[$i]; $onCount++ } else { $off += $response[$i]; $offCount++ }
            }
        }

        $on / $onCount | Should -BeGreaterThan (2 * $off / $offCount)
    }

    It 'writes a float response to a TIFF file without loss' {
        $response = $eye | Invoke-MatchedFilterBank -Bank $bank -Invert -Response Float
        $file = $response | Export-RetinaImage -Destination responses -Format Tiff
        $file.Length | Should -BeGreaterThan 1000
    }

    It 'keeps the mask' {
        ($eye | Get-EyeMask -PassThru | Invoke-MatchedFilterBank -Bank $bank).Mask.Status | Should -Be Found
    }

    It 'takes files from Get-ChildItem, brackets in their names included' {
        (Get-ChildItem *.png | Invoke-MatchedFilterBank -Bank $bank).Name | Should -Be 'eye', 'left [1]'
    }

    It 'does not filter a response again' {
        $response = $eye | Invoke-MatchedFilterBank -Bank $bank -Response Float
        { $response | Invoke-MatchedFilterBank -Bank $bank } | Should -Throw -ErrorId 'RetinaPS.UnsupportedFormat,*'
    }

    It 'tells which kernel answered with -PassIndex' {
        $result = $eye | Invoke-MatchedFilterBank -Bank $bank -PassIndex
        $result | Should -BeOfType RetinaPS.Imaging.MatchedFilterResponse
        Get-PixelHash $result.Response | Should -Be (Get-PixelHash ($eye | Invoke-MatchedFilterBank -Bank $bank))
        $result.Index.Format | Should -Be 'Gray8'
        ($result.Index.CopyPixels() | Measure-Object -Maximum).Maximum | Should -BeLessThan $bank.Kernels.Count
    }

    It 'wants a bank' {
        { $eye | Invoke-MatchedFilterBank -Bank $null } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
    }
}
