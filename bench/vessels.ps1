<#
.SYNOPSIS
Compares the vessels that Get-VesselMap finds with manual maps, and times it.
.DESCRIPTION
Prints, for each method and set of photographs, the mean AUC, accuracy, sensitivity, specificity and F1 inside the field of view and the
accuracy over the frame, and writes them with the peers' published figures to bench/results/vessels.json. The constants were chosen on the
first 14 photographs of CHASE_DB1 (by name) alone; all others were not looked at for that. Photographs is a folder with chasedb1 (NAME.jpg,
NAME_1stHO.png) and hrf (NAME.jpg, NAME_manual1.tif, NAME_mask.tif); what is missing is left out. Times are those of one synthetic
photograph of 3888 x 2592 on -Device, with its eye mask known, without reading and writing.
dotnet run -c Release --project src/RetinaPS.Host -- -File bench/vessels.ps1 -Photographs FOLDER
.PARAMETER Photographs
A folder with real photographs and manual maps.
.PARAMETER Destination
A folder for overlays of what is right, wrong and missed; none are drawn without it.
.PARAMETER Device
The device that computes.
#>
param(
    [string] $Photographs,
    [string] $Destination,
    [string] $Device = 'Cpu'
)

$ErrorActionPreference = 'Stop'
$methods = 'Multiscale', 'MfFdog'
$figures = 'Auc', 'Accuracy', 'Sensitivity', 'Specificity', 'F1'

$sets = @()
if ($Photographs) {
    $chase = @(Get-ChildItem -Path (Join-Path $Photographs 'chasedb1') -Filter *.jpg -ErrorAction SilentlyContinue | Sort-Object Name)
    $hrf = @(Get-ChildItem -Path (Join-Path $Photographs 'hrf') -File -ErrorAction SilentlyContinue | Where-Object Extension -In '.jpg', '.JPG' | Sort-Object Name)
    $sets = @(
        @{ Name = 'CHASE_DB1 1..14'; Files = @($chase | Select-Object -First 14); Truth = '*_1stHO.png'; Folder = 'chasedb1' }
        @{ Name = 'CHASE_DB1 15..28'; Files = @($chase | Select-Object -Skip 14); Truth = '*_1stHO.png'; Folder = 'chasedb1' }
        @{ Name = 'HRF'; Files = $hrf; Truth = '*_manual1.tif'; Folder = 'hrf'; FieldOfView = '*_mask.tif' }
    ) | Where-Object { $_.Files.Count -gt 0 }
}

$results = @()
$command = 'bench/vessels.ps1 -Photographs FOLDER'
foreach ($method in $methods) {
    foreach ($set in $sets) {
        $folder = Join-Path $Photographs $set.Folder
        $options = @{ Truth = Join-Path $folder $set.Truth }
        if ($set.FieldOfView) { $options.FieldOfView = Join-Path $folder $set.FieldOfView }
        $rows = $set.Files | Import-RetinaImage -Device $Device | Get-VesselMap -Method $method -DisposeInput | ForEach-Object {
            if ($Destination) {
                $null = $_ | New-VesselOverlay -Truth $options.Truth | Export-RetinaImage -Destination (Join-Path $Destination $method) -Format Png -Force
            }
            $_ | Measure-VesselMap @options -DisposeInput
        }
        $line = [ordered]@{ Method = $method; Set = $set.Name; Count = @($rows).Count }
        foreach ($figure in $figures) {
            $mean = ($rows | Measure-Object $figure -Average).Average
            $line[$figure] = [math]::Round($mean, 4)
        }
        $line['FrameAccuracy'] = [math]::Round(($rows | Measure-Object FrameAccuracy -Average).Average, 4)
        [pscustomobject]$line
        foreach ($figure in 'Auc', 'Accuracy', 'FrameAccuracy') {
            # What one person's map makes of the other's, and the best method without learning, on DRIVE; no peer was run here.
            $target = if ($method -eq 'MfFdog') { @{ Auc = $null; Accuracy = 0.923 }[$figure] } else { @{ Auc = 0.96; Accuracy = 0.945 }[$figure] }
            $results += [ordered]@{
                what     = "Get-VesselMap -Method $method, mean $figure, $($set.Name)"
                unit     = $figure
                ours     = $line[$figure]
                peer     = $null
                peerName = $null
                ratio    = $null
                target   = $target
                device   = (Get-RetinaDevice $Device).Name
                command  = $command
            }
        }
    }
}

$sample = New-SyntheticFundus 3 -Width 3888 -Height 2592 -FillFrame $false -Device $Device
$large = $sample.Image | Set-EyeMask -Mask $sample.EyeMask
foreach ($method in $methods) {
    $times = foreach ($round in 1..6) {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $map = $large | Get-VesselMap -Method $method
        # A pixel that is read waits for all of them.
        $null = $map.Map.CopyPixels()
        $clock.Stop()
        $map.Dispose()
        $clock.Elapsed.TotalMilliseconds
    }
    $median = @($times | Select-Object -Skip 1 | Sort-Object)[2]
    "{0}: {1:F1} ms at 3888 x 2592 on {2}" -f $method, $median, $Device
    $results += [ordered]@{
        what     = "Get-VesselMap -Method $method, 3888 x 2592, one photograph at a time, eye mask known"
        unit     = 'ms'
        ours     = [math]::Round($median, 1)
        peer     = $null
        peerName = $null
        ratio    = $null
        target   = 2000
        device   = (Get-RetinaDevice $Device).Name
        command  = $command
    }
}

if ($sets) { ConvertTo-Json @($results) | Set-Content -Path (Join-Path $PSScriptRoot 'results/vessels.json') }
