BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    $sample = New-Eye -Width 300 -Height 300
    $eye = $sample.Image | Set-EyeMask -Mask $sample.EyeMask
    $map = $eye | Get-VesselMap
}

AfterAll {
    Pop-Location
}

Describe 'Measure-VesselMap' {
    It 'finds nothing wrong with the truth itself' {
        $measured = $sample.VesselMap | Measure-VesselMap -Truth $sample.VesselMap -FieldOfView $sample.EyeMask
        $measured.Auc, $measured.Accuracy, $measured.F1, $measured.Frame.Dice | Should -Be 1, 1, 1, 1
    }

    It 'sums up all images with -Summary' {
        $rows = $map, $map | Measure-VesselMap -Truth $sample.VesselMap -Summary
        $accuracy = $rows | Where-Object { $_.Figure -eq 'Accuracy' -and $_.Pixels -eq 'FieldOfView' }
        $accuracy.Count, $accuracy.StandardDeviation | Should -Be 2, 0
        $accuracy.Mean | Should -Be $accuracy.Pooled
    }

    It 'leaves its input valid, or frees it with -DisposeInput' {
        $small = New-Eye
        $lent, $other = $small.Image, $small.Image | Get-VesselMap
        $null = $lent, $other.Response | Measure-VesselMap -Truth $small.VesselMap -FieldOfView $small.EyeMask
        $lent.IsDisposed, $other.Response.IsDisposed | Should -Be $false, $false
        $null = $lent, $other.Response | Measure-VesselMap -Truth $small.VesselMap -FieldOfView $small.EyeMask -DisposeInput
        $lent.IsDisposed, $other.Response.IsDisposed, $small.VesselMap.IsDisposed | Should -Be $true, $true, $false
    }
}
