BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    $sample = New-Eye -Width 600 -Height 600
    $map = $sample.Image | Set-EyeMask -Mask $sample.EyeMask | Get-VesselMap
}

AfterAll {
    Pop-Location
}

Describe 'Get-VesselMap' {
    It 'gives response, map and mask of the photograph''s size' {
        $map | Should -BeOfType RetinaPS.Imaging.VesselMap
        $map.Response.Format, $map.Map.Format | Should -Be Gray32Float, Gray8
        $map.Width, $map.Height, $map.Mask.Width | Should -Be 600, 600, 600
    }

    It 'finds vessels by <Method> where they are' -ForEach @(
        @{ Method = 'Multiscale' }
        @{ Method = 'MfFdog' }
    ) {
        $found = $sample.Image | Get-VesselMap -Method $Method | Measure-VesselMap -Truth $sample.VesselMap
        $found.Auc | Should -BeGreaterThan 0.8
        $found.Specificity | Should -BeGreaterThan 0.9
    }

    It 'looks for the eye itself in files, and names its maps after them' {
        New-Photograph 'eye.png', 'left [1].png'
        (Get-ChildItem *.png | Get-VesselMap).Name | Should -Be 'eye', 'left [1]'
    }

    It 'writes map and response beside each other' {
        New-Photograph 'right.png'
        $maps = Get-VesselMap right.png
        ($maps | Export-RetinaImage -Destination vessels).Name | Should -Be 'right_vessels.png'
        ($maps | Export-RetinaImage -Destination vessels -Response).Name | Should -Be 'right_response.tif'
    }

    It 'does not take a response for a photograph' {
        { $map.Response | Get-VesselMap -ErrorAction Stop } | Should -Throw -ErrorId 'RetinaPS.UnsupportedFormat,*'
    }
}
