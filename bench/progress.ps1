<#
.SYNOPSIS
What showing progress costs a run.
.DESCRIPTION
Runs Invoke-RetinaPreprocess with progress shown and silent, in turn, over many tiny photographs (the worst case: thousands of records a
second) and over ordinary ones, and writes bench/results/progress.json. Progress is drawn only where a terminal is watching, so give it one:

    script -qec 'dotnet pwsh bench/progress.ps1' /dev/null

The figures are those of the quietest round of each kind, since other
programs only ever add time: of the clock, and of the processors' work for this process, which other programs disturb less.
#>
param(
    [int] $Rounds = 12,
    [string] $View = 'Minimal',
    [string] $Output = (Join-Path $PSScriptRoot 'results/progress.json')
)

$ErrorActionPreference = 'Stop'
if ([Console]::IsErrorRedirected -or [Console]::IsOutputRedirected) {
    throw 'No terminal is watching, so no progress would be drawn. Run it as its description says.'
}

. $PSScriptRoot/Import-Module.ps1

function Get-RunTime {
    <# .SYNOPSIS Seconds of one run over a folder, by the clock and of the processors. #>
    param([System.IO.FileInfo[]] $Files, [string] $Preference, $Reference)
    $ProgressPreference = $Preference
    $worked = [Environment]::CpuUsage.TotalTime
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $null = $Files | Invoke-RetinaPreprocess -Reference $Reference -MaskMethod FullFrame -TileGrid 4 -Destination $target -Force
    [pscustomobject]@{
        Preference = $Preference
        Clock      = $clock.Elapsed.TotalSeconds
        Processors = ([Environment]::CpuUsage.TotalTime - $worked).TotalSeconds
    }
}

function Measure-Progress {
    <# .SYNOPSIS Runs a folder with progress and without, in turn, and compares the quietest of each. #>
    param([string] $What, [int] $Count, [int] $Width, [int] $Height)
    $source = Join-Path $folder "photographs-$Width"
    $target = Join-Path $folder "results-$Width"
    $made = 1..8 | New-SyntheticFundus -Width $Width -Height $Height -FillFrame $true | ForEach-Object Image |
        Export-RetinaImage -Destination (Join-Path $folder "made-$Width")
    $null = New-Item $source -ItemType Directory
    foreach ($number in 1..$Count) {
        [System.IO.File]::Copy($made[$number % $made.Count].FullName, (Join-Path $source "eye-$number.jpg"))
    }

    $files = Get-ChildItem $source
    $reference = New-ColorReference $made[0].FullName -MaskMethod FullFrame
    $null = Get-RunTime $files SilentlyContinue $reference
    $runs = foreach ($round in 1..$Rounds) {
        $order = if ($round % 2) { 'Continue', 'SilentlyContinue' } else { 'SilentlyContinue', 'Continue' }
        foreach ($preference in $order) { Get-RunTime $files $preference $reference }
    }

    foreach ($measure in 'Clock', 'Processors') {
        $shown = ($runs | Where-Object Preference -eq Continue | Measure-Object $measure -Minimum).Minimum
        $silent = ($runs | Where-Object Preference -eq SilentlyContinue | Measure-Object $measure -Minimum).Minimum
        [ordered]@{
            what     = "$Count $What of $Width x $Height, quietest of $Rounds rounds, $(if ($measure -eq 'Clock') { 'clock' } else { 'processor time' })"
            unit     = 's'
            ours     = [Math]::Round($shown, 4)
            peer     = [Math]::Round($silent, 4)
            peerName = 'without progress'
            ratio    = [Math]::Round($shown / $silent, 4)
            target   = 1.01
            device   = "$((Get-RetinaDevice Cpu).Name), $($Host.Name) $($Host.Version)"
            command  = 'bench/progress.ps1'
        }
    }
}

function Measure-Record {
    <# .SYNOPSIS What drawing takes of each second, at the five records a second that a run shows at most. #>
    $total = [TimeSpan]::Zero
    $count = 50
    foreach ($number in 1..$count) {
        # PowerShell, too, draws five times a second at most, and passes over what comes sooner.
        Start-Sleep -Milliseconds 210
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        Write-Progress 'Pre-processing' "$number of $count, 1,030 images/s, 9,944 MP/s" -PercentComplete (100 * $number / $count) -SecondsRemaining 84
        $total += $clock.Elapsed
    }

    Write-Progress 'Pre-processing' -Completed
    $share = 5 * $total.TotalSeconds / $count
    [ordered]@{
        what     = "five records a second, mean of $count"
        unit     = 's of each second'
        ours     = [Math]::Round($share, 6)
        peer     = 0.01
        peerName = 'what it may take'
        ratio    = [Math]::Round($share / 0.01, 4)
        target   = 1
        device   = "$((Get-RetinaDevice Cpu).Name), $($Host.Name) $($Host.Version)"
        command  = 'bench/progress.ps1'
    }
}

if ($PSStyle) { $PSStyle.Progress.View = $View }
$folder = Join-Path ([System.IO.Path]::GetTempPath()) "retinaps-progress-$PID"
$null = New-Item $folder -ItemType Directory
try {
    $results = @(
        Measure-Record
        Measure-Progress 'tiny photographs' 3000 64 48
        Measure-Progress 'photographs' 48 1536 1024
    )
    ConvertTo-Json $results | Set-Content $Output
    $results | ForEach-Object { '{0}: {1:N4} {2}, {3} {4:N4}, ratio {5:N4}' -f $_.what, $_.ours, $_.unit, $_.peerName, $_.peer, $_.ratio }
}
finally {
    $ProgressPreference = 'SilentlyContinue'
    Remove-Item $folder -Recurse
}
