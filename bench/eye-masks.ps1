<#
.SYNOPSIS
Compares the masks that Get-EyeMask finds with true ones, and draws what it found.
.DESCRIPTION
Prints intersection over union (IoU) of the methods Auto and Canny against the truth of synthetic photographs and, where they are, against
the field-of-view masks of real ones (NAME_mask.tif beside NAME.jpg). Writes bench/results/eye-masks.json, and sheets of outlines of every
photograph below -Photographs to -Destination.
dotnet pwsh bench/eye-masks.ps1 -Photographs FOLDER
.PARAMETER Seeds
How many synthetic photographs.
.PARAMETER Photographs
A folder with real photographs.
.PARAMETER Destination
The folder for the sheets.
#>
param(
    [int] $Seeds = 500,
    [string] $Photographs,
    [string] $Destination = 'out/eye-masks'
)

$ErrorActionPreference = 'Stop'
. $PSScriptRoot/Import-Module.ps1
$sizes = (768, 512), (1024, 768), (565, 584), (700, 605), (999, 960), (1440, 960), (400, 315), (2048, 1536)

function Get-Iou($Photograph, $Truth, [string] $Method) {
    # A photograph in which no eye is found agrees with nothing.
    $mask = $Photograph | Get-EyeMask -Method $Method -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
    [pscustomobject]@{
        Name       = $Photograph.Name
        Method     = $Method
        Iou        = if ($mask) { $mask.IntersectionOverUnion($Truth) } else { 0.0 }
        Status     = if ($mask) { $mask.Status.ToString() } else { 'NotFound' }
        Confidence = if ($mask) { $mask.Confidence } else { 0.0 }
    }
}

function Get-Summary([string] $Set, $Rows, [string] $Method) {
    $chosen = @($Rows | Where-Object Method -EQ $Method | Sort-Object Iou)
    [pscustomobject]@{
        Set         = $Set
        Method      = $Method
        Number      = $chosen.Count
        Median      = $chosen[[int][math]::Floor(($chosen.Count - 1) / 2)].Iou
        Worst       = $chosen[0].Iou
        WorstSure   = @($chosen | Where-Object Status -EQ 'Found' | Select-Object -First 1).Iou
        WorstName   = $chosen[0].Name
        Below985    = @($chosen | Where-Object Iou -LT 0.985).Count
        Doubtful    = @($chosen | Where-Object Status -EQ 'LowConfidence').Count
    }
}

$summaries = @()
$rows = foreach ($seed in 1..$Seeds) {
    $width, $height = $sizes[$seed % $sizes.Count]
    $sample = New-SyntheticFundus -Seed $seed -Width $width -Height $height
    Get-Iou $sample.Image $sample.EyeMask Auto
    Get-Iou $sample.Image $sample.EyeMask Canny
    $sample.Dispose()
}
foreach ($method in 'Auto', 'Canny') { $summaries += Get-Summary 'synthetic' $rows $method }
$rows | Where-Object Method -EQ Auto | Sort-Object Iou | Select-Object -First 12 | Format-Table

if ($Photographs) {
    $rows = foreach ($file in Get-ChildItem -Path $Photographs -Recurse -Filter *_mask.tif) {
        $name = $file.Name -replace '_mask\.tif$'
        $photograph = Get-ChildItem -Path $file.DirectoryName -File | Where-Object { $_.BaseName -eq $name -and $_.Extension -eq '.jpg' }
        $image = Import-RetinaImage -LiteralPath $photograph.FullName
        $drawn = Import-RetinaImage -LiteralPath $file.FullName
        Get-Iou $image $drawn Auto
        Get-Iou $image $drawn Canny
    }
    if ($rows) {
        foreach ($method in 'Auto', 'Canny') { $summaries += Get-Summary 'real' $rows $method }
    }

    Get-ChildItem -Path $Photographs -Recurse -Include *.jpg, *.jpeg | Import-RetinaImage |
        Get-EyeMask -PassThru -DisposeInput | Export-RetinaContactSheet -Destination (Join-Path $Destination 'real.png') -Outline -Columns 7 -TileSize 280 -Force
}

1..49 | New-SyntheticFundus -Width 768 -Height 512 | ForEach-Object Image | Get-EyeMask -PassThru -DisposeInput -WarningAction SilentlyContinue |
    Export-RetinaContactSheet -Destination (Join-Path $Destination 'synthetic.png') -Outline -Columns 7 -TileSize 280 -Force | Out-Null

$summaries | Format-Table
$device = (Get-RetinaDevice Cpu).Description
$results = foreach ($set in $summaries | Where-Object Method -EQ Auto) {
    $peer = $summaries | Where-Object { $_.Method -eq 'Canny' -and $_.Set -eq $set.Set }
    foreach ($figure in @{ Name = 'Median'; Target = 0.997 }, @{ Name = 'Worst'; Target = 0.985 }) {
        [ordered]@{
            what     = "Get-EyeMask, $($figure.Name.ToLowerInvariant()) IoU over $($set.Number) $($set.Set) photographs"
            unit     = 'IoU'
            ours     = [math]::Round($set.($figure.Name), 4)
            peer     = [math]::Round($peer.($figure.Name), 4)
            peerName = "the original's Canny hull"
            ratio    = [math]::Round($set.($figure.Name) / [math]::Max($peer.($figure.Name), 1e-9), 3)
            target   = $figure.Target
            device   = $device
            command  = "bench/eye-masks.ps1 -Seeds $Seeds"
        }
    }
}
ConvertTo-Json @($results) | Set-Content -Path (Join-Path $PSScriptRoot 'results/eye-masks.json')
