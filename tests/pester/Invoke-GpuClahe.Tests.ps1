BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'eye.png'
    $eye = Import-RetinaImage eye.png
    $enhanced = Get-PixelHash ($eye | Invoke-GpuClahe)

    function Test-RowByRow([RetinaPS.Imaging.RetinaImage] $Before, [RetinaPS.Imaging.RetinaImage] $After) {
        <# .SYNOPSIS Whether grey levels that were equal in a row still are. #>
        $old, $new = $Before.CopyPixels(), $After.CopyPixels()
        for ($start = 0; $start -lt $old.Length; $start += $Before.Width) {
            $table = @{}
            for ($i = $start; $i -lt $start + $Before.Width; $i++) {
                if ($table.Contains($old[$i]) -and $table[$old[$i]] -ne $new[$i]) { return $false }
                $table[$old[$i]] = $new[$i]
            }
        }

        $true
    }
}

AfterAll {
    Pop-Location
}

Describe 'Invoke-GpuClahe' {
    It 'changes the pixels and keeps size, format and name' {
        $result = $eye | Invoke-GpuClahe
        $result | Should -BeOfType RetinaPS.Imaging.RetinaImage
        $result.Width, $result.Height, $result.Format, $result.Name | Should -Be 192, 128, 'Bgr24', 'eye'
        $enhanced | Should -Not -Be (Get-PixelHash $eye)
    }

    It 'is Invoke-Clahe, too' {
        Get-PixelHash ($eye | Invoke-Clahe) | Should -Be $enhanced
    }

    It 'has the defaults that its help tells' {
        Get-PixelHash ($eye | Invoke-GpuClahe -ClipLimit 4 -TileGrid 16, 16 -Channel Value) | Should -Be $enhanced
    }

    It 'gives another image with <Parameter>' -ForEach @(
        @{ Parameter = '-ClipLimit 40'; Arguments = @{ ClipLimit = 40 } }
        @{ Parameter = '-ClipLimit 0'; Arguments = @{ ClipLimit = 0 } }
        @{ Parameter = '-TileGrid 4,2'; Arguments = @{ TileGrid = 4, 2 } }
        @{ Parameter = '-Channel Green'; Arguments = @{ Channel = 'Green' } }
    ) {
        Get-PixelHash ($eye | Invoke-GpuClahe @Arguments) | Should -Not -Be $enhanced
    }

    It 'takes the tiles across first, then those down' {
        $grey = (New-Eye).Image | Invoke-MatchedFilterBank -Bank (New-MatchedFilterBank -Sigma 2 -Length 9) -Invert
        Test-RowByRow $grey ($grey | Invoke-GpuClahe -TileGrid 1, 8) | Should -BeTrue
        Test-RowByRow $grey ($grey | Invoke-GpuClahe -TileGrid 8, 1) | Should -BeFalse
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'three numbers of tiles'; Arguments = @{ TileGrid = 1, 2, 3 } }
        @{ Name = 'no tiles'; Arguments = @{ TileGrid = 0 } }
        @{ Name = 'a negative clip limit'; Arguments = @{ ClipLimit = -1 } }
        @{ Name = 'a grey channel'; Arguments = @{ Channel = 'Gray' } }
    ) {
        { $eye | Invoke-GpuClahe @Arguments } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'refuses an image in floating point' {
        $response = $eye | Invoke-MatchedFilterBank -Bank (New-MatchedFilterBank) -Response Float
        { $response | Invoke-GpuClahe } | Should -Throw -ErrorId 'RetinaPS.UnsupportedFormat,*'
    }
}
