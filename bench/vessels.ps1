<#
.SYNOPSIS
Compares the vessels that Get-VesselMap finds with manual maps, and times it.
.DESCRIPTION
Prints, for each method and set of photographs, the mean AUC, accuracy, sensitivity, specificity and F1 inside the field of view and the
accuracy over the frame, and writes them to bench/results/vessels.json. The constants were chosen on the
first 14 photographs of CHASE_DB1 (by name) alone; all others were not looked at for that. Photographs is a folder with chasedb1 (NAME.jpg,
NAME_1stHO.png) and hrf (NAME.jpg, NAME_manual1.tif, NAME_mask.tif); what is missing is left out. Times are those of one synthetic
photograph of 3888 x 2592 on -Device, with its eye mask known, without reading and writing.
dotnet pwsh bench/vessels.ps1 -Photographs FOLDER
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
. $PSScriptRoot/Import-Module.ps1
$methods = 'Multiscale', 'MfFdog'
$figures = 'Auc', 'Accuracy', 'Sensitivity', 'Specificity', 'F1', 'FrameAccuracy'

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

$command = 'bench/vessels.ps1 -Photographs FOLDER'
$computer = (Get-RetinaDevice $Device).Name
$lines = foreach ($method in $methods) {
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
        foreach ($figure in $figures) { $line[$figure] = [math]::Round(($rows | Measure-Object $figure -Average).Average, 4) }
        [pscustomobject]$line
    }
}
foreach ($line in $lines) {
    Write-Host ('{0,-10} {1,-17} {2,2} photographs: AUC {3:F4}, accuracy {4:F4}, sensitivity {5:F4}, specificity {6:F4}, F1 {7:F4}; frame: accuracy {8:F4}' -f
        $line.Method, $line.Set, $line.Count, $line.Auc, $line.Accuracy, $line.Sensitivity, $line.Specificity, $line.F1, $line.FrameAccuracy)
}

# The default method beside the published one, in one run; what that one must reach is what plain implementations of it do on DRIVE.
$results = foreach ($line in $lines) {
    foreach ($figure in 'Auc', 'Accuracy', 'FrameAccuracy') {
        $published = $lines | Where-Object { $_.Method -eq 'MfFdog' -and $_.Set -eq $line.Set -and $line.Method -ne 'MfFdog' }
        [ordered]@{
            what     = "Get-VesselMap -Method $($line.Method), mean $figure, $($line.Count) photographs of $($line.Set)"
            unit     = $figure
            ours     = $line.$figure
            peer     = if ($published) { $published.$figure } else { $null }
            peerName = if ($published) { 'MfFdog (Zhang 2010), in the same run' } else { $null }
            ratio    = if ($published) { [math]::Round($line.$figure / $published.$figure, 4) } else { $null }
            target   = if ($line.Method -eq 'MfFdog') { @{ Accuracy = 0.923 }[$figure] } else { @{ Auc = 0.96; Accuracy = 0.945 }[$figure] }
            device   = $computer
            command  = $command
        }
    }
}

$sample = New-SyntheticFundus 3 -Width 3888 -Height 2592 -FillFrame $false -Device $Device
$large = $sample.Image | Set-EyeMask -Mask $sample.EyeMask
$results += foreach ($method in $methods) {
    $times = foreach ($round in 1..8) {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $map = $large | Get-VesselMap -Method $method
        # What is read has been computed.
        $null = $map.Map.CopyPixels()
        $clock.Stop()
        $map.Dispose()
        $clock.Elapsed.TotalMilliseconds
    }
    $median = ($times | Select-Object -Skip 1 | Sort-Object)[3]
    Write-Host ('{0}: {1:F1} ms at 3888 x 2592 on {2}' -f $method, $median, $computer)
    [ordered]@{
        what     = "Get-VesselMap -Method $method, 3888 x 2592, eye mask known, the map read back"
        unit     = 'ms'
        ours     = [math]::Round($median, 1)
        peer     = $null
        peerName = $null
        ratio    = $null
        target   = if ($Device -eq 'Cpu') { 2000 } else { $null }
        device   = $computer
        command  = $command
    }
}

if ($sets) { ConvertTo-Json @($results) | Set-Content -Path (Join-Path $PSScriptRoot 'results/vessels.json') }
