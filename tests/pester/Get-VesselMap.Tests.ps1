BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    $sample = New-Eye -Width 300 -Height 300
    $map = $sample.Image | Set-EyeMask -Mask $sample.EyeMask | Get-VesselMap
}

AfterAll {
    Pop-Location
}

Describe 'Get-VesselMap' {
    It 'gives response, map and mask of the photograph''s size' {
        $map | Should -BeOfType RetinaPS.Imaging.VesselMap
        $map.Response.Format, $map.Map.Format | Should -Be Gray32Float, Gray8
        $map.Width, $map.Height, $map.Mask.Width | Should -Be 300, 300, 300
    }

    It 'looks for the eye itself in files, and names its maps after them' {
        New-Photograph 'eye.png', 'left [1].png'
        (Get-ChildItem *.png | Get-VesselMap).Name | Should -Be 'eye', 'left [1]'
    }
}
