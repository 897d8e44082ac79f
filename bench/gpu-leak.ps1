<#
.SYNOPSIS
Sends thousands of photographs through a composed pipeline that disposes of nothing, within a memory budget; then holds them all.
.DESCRIPTION
The first part must complete within the budget. The second must end in one clear error, after which the device works.
.PARAMETER Device
The GPU.
.PARAMETER Count
How many photographs.
.PARAMETER BudgetMegabytes
Device memory that may be used.
.PARAMETER Runspaces
How many pipelines run at once.
#>
param(
    [string] $Device = 'Cuda:0',
    [int] $Count = 5000,
    [int] $BudgetMegabytes = 2048,
    [int] $Runspaces = 8,
    [int] $Width = 3888,
    [int] $Height = 2592
)

$ErrorActionPreference = 'Stop'
. $PSScriptRoot/Import-Module.ps1
$folder = Join-Path ([System.IO.Path]::GetTempPath()) "retinaps-leak-$PID"
$manifest = (Get-Module RetinaPS).ModuleBase + '/RetinaPS.psd1'
1..$Runspaces | ForEach-Object -ThrottleLimit $Runspaces -Parallel {
    Import-Module $using:manifest
    (New-SyntheticFundus -Seed $_ -Width $using:Width -Height $using:Height -FillFrame $false).Image | Export-RetinaImage -Destination $using:folder -Quality 85 -DisposeInput | Out-Null
}
$gpu = Get-RetinaDevice $Device
$gpu.MemoryBudget = $BudgetMegabytes * 1MB

$watch = [System.Diagnostics.Stopwatch]::StartNew()
$done = 1..$Runspaces | ForEach-Object -ThrottleLimit $Runspaces -Parallel {
    Import-Module $using:manifest
    $file = "$using:folder/synthetic-$_.jpg"
    $reference = New-ColorReference -LiteralPath $file
    $bank = New-MatchedFilterBank -Sigma 2 -Length 9
    $number = 0
    for ($i = 0; $i -lt $using:Count / $using:Runspaces; $i++) {
        Import-RetinaImage -LiteralPath $file -Device $using:Device | Get-EyeMask -PassThru -WarningAction SilentlyContinue |
            Invoke-HistogramSpecification -Reference $reference | Invoke-GpuClahe | Invoke-MatchedFilterBank -Bank $bank |
            ForEach-Object { $number++ }
    }
    $number
}
$number = 0
foreach ($part in $done) { $number += $part }
$gpu = Get-RetinaDevice $Device
"{0} photographs in {1:N0} s; at most {2:N0} MB of {3:N0} MB in use" -f $number, $watch.Elapsed.TotalSeconds, ($gpu.PeakMemoryInUse / 1MB), ($gpu.MemoryBudget / 1MB)

$held = [System.Collections.Generic.List[object]]::new()
$failures = @()
for ($i = 0; $i -lt 5000 -and -not $failures; $i++) {
    $image = Import-RetinaImage -LiteralPath "$folder/synthetic-1.jpg" -Device $Device -ErrorAction SilentlyContinue -ErrorVariable failures
    if ($image) { $held.Add($image) }
}
"held $($held.Count) photographs, then: $($failures[0].FullyQualifiedErrorId): $($failures[0])"
$held.Clear()
$after = Import-RetinaImage -LiteralPath "$folder/synthetic-1.jpg" -Device $Device | Invoke-GpuClahe
"afterwards: $after, $([int]((Get-RetinaDevice $Device).MemoryInUse / 1MB)) MB in use"
Remove-Item -LiteralPath $folder -Recurse -Force
if ($number -lt $Count - $Runspaces -or $gpu.PeakMemoryInUse -gt $gpu.MemoryBudget -or $failures.Count -ne 1) { exit 1 }
