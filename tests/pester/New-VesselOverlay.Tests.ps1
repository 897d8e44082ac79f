BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'eye.png'
    $map = Get-VesselMap eye.png
}

AfterAll {
    Pop-Location
}

Describe 'New-VesselOverlay' {
    It 'draws on the photograph that the map came from' {
        $drawn = $map | New-VesselOverlay
        $drawn.Name, $drawn.Format | Should -Be 'eye_overlay', 'Bgr24'
        Get-PixelHash $drawn | Should -Not -Be (Get-PixelHash (Import-RetinaImage eye.png))
    }

    It 'leaves the photograph as it is at opacity 0' {
        Get-PixelHash ($map | New-VesselOverlay -Opacity 0) | Should -Be (Get-PixelHash (Import-RetinaImage eye.png))
    }
}
