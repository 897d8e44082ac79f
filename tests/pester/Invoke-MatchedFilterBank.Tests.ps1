BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'eye.png'
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

    It 'writes a float response to a TIFF file without loss' {
        $response = $eye | Invoke-MatchedFilterBank -Bank $bank -Invert -Response Float
        $file = $response | Export-RetinaImage -Destination responses -Format Tiff
        $file.Length | Should -BeGreaterThan 1000
    }

    It 'keeps the mask' {
        ($eye | Get-EyeMask -PassThru | Invoke-MatchedFilterBank -Bank $bank).Mask.Status | Should -Be Found
    }

    It 'does not filter a response again' {
        $response = $eye | Invoke-MatchedFilterBank -Bank $bank -Response Float
        { $response | Invoke-MatchedFilterBank -Bank $bank } | Should -Throw -ErrorId 'RetinaPS.UnsupportedFormat,*'
    }

    It 'wants a bank' {
        { $eye | Invoke-MatchedFilterBank -Bank $null } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
    }
}
