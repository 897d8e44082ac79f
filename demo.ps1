<#
.SYNOPSIS
Pre-processes a folder of fundus photographs, or synthetic ones, and shows the result before and after.
.DESCRIPTION
Without -Path it makes a handful of synthetic photographs first. Writes images, masks and a contact sheet to -Destination and prints the
table of results. It needs the module: ./build.ps1 -Task Demo builds and imports it first.
.PARAMETER Path
A folder of photographs.
.PARAMETER Destination
The folder to write to.
.PARAMETER Reference
The photograph whose colours all others take. Default: the first one.
#>
param(
    [string] $Path,
    [string] $Destination = 'out/demo',
    [string] $Reference
)

$ErrorActionPreference = 'Stop'

if (-not $Path) {
    $Path = Join-Path $Destination 'photographs'
    5, 9, 10, 12, 14, 16 | New-SyntheticFundus -Width 1536 -Height 1024 | ForEach-Object Image |
        Export-RetinaImage -Destination $Path -Quality 92 -Force -DisposeInput | Out-Null
}

$photographs = Get-ChildItem -Path $Path -File | Where-Object Extension -In '.jpg', '.jpeg', '.png', '.tif', '.tiff', '.bmp'
if (-not $photographs) {
    throw "There is no photograph in '$Path'."
}

if (-not $Reference) {
    $Reference = $photographs[0].FullName
}

$results = $photographs | Invoke-RetinaPreprocess -Reference $Reference -ErrorAction Continue `
    -Destination (Join-Path $Destination 'images') -MaskDestination (Join-Path $Destination 'masks') -Force
$results

# One row before, one row after, for at most eight photographs.
$shown = @($results | Select-Object -First 8)
$before = $shown | ForEach-Object { Import-RetinaImage -LiteralPath $_.Source | Get-EyeMask -PassThru -WarningAction SilentlyContinue }
$after = $shown | ForEach-Object { Import-RetinaImage -LiteralPath $_.Destination }
$sheet = Join-Path $Destination 'before-after.png'
@($before) + @($after) | Export-RetinaContactSheet -Destination $sheet -Columns $shown.Count -TileSize 300 -Outline -Force | Out-Null

Write-Host "Images, masks and the contact sheet '$sheet' are in $((Resolve-Path -LiteralPath $Destination).Path)."
