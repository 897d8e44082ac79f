<#
.SYNOPSIS
How long the first result of a large folder takes, by the three ways to name its photographs.
.DESCRIPTION
Fills a temporary folder with 60,000 small photographs and starts Invoke-RetinaPreprocess by each way, in turn, until its first record: by its
own wildcard, by Get-ChildItem -Filter, and by Get-ChildItem with a wildcard. The peer of each is the last. Writes
bench/results/large-folder.json with medians:

    dotnet pwsh bench/large-folder.ps1
#>
param(
    [ValidateRange(1, 1000000)]
    [int] $Count = 60000,

    [ValidateRange(1, 100)]
    [int] $Rounds = 5,

    [string] $Output = (Join-Path $PSScriptRoot 'results/large-folder.json')
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
. $PSScriptRoot/Import-Module.ps1

$forms = [ordered]@{
    'Get-ChildItem *.jpeg | Invoke-RetinaPreprocess'         = { Get-ChildItem *.jpeg | Invoke-RetinaPreprocess @run }
    'Get-ChildItem -Filter *.jpeg | Invoke-RetinaPreprocess' = { Get-ChildItem -Filter *.jpeg | Invoke-RetinaPreprocess @run }
    'Invoke-RetinaPreprocess *.jpeg'                         = { Invoke-RetinaPreprocess *.jpeg @run }
}

$folder = Join-Path ([System.IO.Path]::GetTempPath()) "retinaps-large-folder-$PID"
$null = New-Item $folder/photographs -ItemType Directory
Push-Location $folder/photographs
try {
    $made = 1..8 | New-SyntheticFundus -Width 64 -Height 48 -FillFrame $true | ForEach-Object Image | Export-RetinaImage -Destination $folder/made
    foreach ($number in 1..$Count) {
        [System.IO.File]::Copy($made[$number % $made.Count].FullName, "$folder/photographs/eye-$number.jpeg")
    }

    $run = @{ Reference = New-ColorReference $made[0].FullName -MaskMethod FullFrame; MaskMethod = 'FullFrame'; TileGrid = 4 }
    $seconds = @{}
    foreach ($round in 0..$Rounds) {
        foreach ($form in $forms.Keys) {
            # A folder of its own: results that exist would be an error, or with -Force hold everything up until all inputs are known.
            $run.Destination = "$folder/results-$round-$([array]::IndexOf(@($forms.Keys), $form))"
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $first = & $forms[$form] | Select-Object -First 1
            if (-not $first) { throw "'$form' gave no record." }

            # The first round compiles, and has the system read the folder.
            if ($round) { $seconds[$form] += @($clock.Elapsed.TotalSeconds) }
        }
    }

    $median = @{}
    foreach ($form in $forms.Keys) { $median[$form] = ($seconds[$form] | Sort-Object)[[Math]::Floor($Rounds / 2)] }
    $usual = @($forms.Keys)[0]
    $results = foreach ($form in @($forms.Keys)[1, 2]) {
        [ordered]@{
            what     = "first record of $form in a folder of $Count, median of $Rounds"
            unit     = 's'
            ours     = [Math]::Round($median[$form], 3)
            peer     = [Math]::Round($median[$usual], 3)
            peerName = $usual
            ratio    = [Math]::Round($median[$form] / $median[$usual], 4)
            target   = 0.2
            device   = "$((Get-RetinaDevice Cpu).Name), PowerShell $($PSVersionTable.PSVersion)"
            command  = 'bench/large-folder.ps1'
        }
    }

    ConvertTo-Json @($results) | Set-Content $Output
    $results | ForEach-Object { '{0}: {1:N3} {2}, {3} {4:N3}, ratio {5:N4}' -f $_.what, $_.ours, $_.unit, $_.peerName, $_.peer, $_.ratio }
}
finally {
    Pop-Location
    Remove-Item $folder -Recurse
}
