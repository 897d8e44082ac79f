<#
.SYNOPSIS
Makes the pictures of docs/gallery.md, with the module's own cmdlets.
.DESCRIPTION
dotnet pwsh docs/gallery.ps1 -Public retina.jpg -Hrf 02_h.jpg -HrfManual 02_h_manual1.tif

The photographs are not part of the repository; docs/gallery.md says where they are and under which licence.
.PARAMETER Public
The photograph from Wikimedia Commons.
.PARAMETER Hrf
The photograph from the High-Resolution Fundus database.
.PARAMETER HrfManual
Its vessels as experts drew them.
.PARAMETER Destination
The folder for the pictures.
#>
param(
    [Parameter(Mandatory)] [string] $Public,
    [Parameter(Mandatory)] [string] $Hrf,
    [Parameter(Mandatory)] [string] $HrfManual,
    [string] $Destination = (Join-Path $PSScriptRoot 'gallery')
)

$ErrorActionPreference = 'Stop'
. $PSScriptRoot/../bench/Import-Module.ps1

$null = New-Item $Destination -ItemType Directory -Force
function Get-Target([string] $Name) { Join-Path $Destination $Name }

# Each of the two photographs takes the colours of the other.
$steps = @{ Steps = $true; TileSize = 300; Quality = 84; Force = $true }
Export-RetinaContactSheet $Public (Get-Target 'chain-public.jpg') -Reference $Hrf @steps
Export-RetinaContactSheet $Hrf (Get-Target 'chain-hrf.jpg') -Reference $Public @steps

# Plots are made for print; the gallery shows them at half of that size.
$plots = Join-Path ([System.IO.Path]::GetTempPath()) "retinaps-gallery-$PID"
$null = Export-HistogramPlot $Public (Join-Path $plots 'histograms.png') -Reference $Hrf -Force
$null = New-MatchedFilterBank -Sigma 2 -Length 9 -Rotation Analytic | Export-FilterBankPlot -Destination (Join-Path $plots 'bank.png') -Force
Import-RetinaImage (Join-Path $plots '*.png') | Resize-RetinaImage -Size 1000 |
    Export-RetinaImage -Destination $Destination -Format Jpeg -Quality 78 -Force
Remove-Item $plots -Recurse

# What ordinary and less ordinary photographs look like, and where the eye is found in them.
1..40 | New-SyntheticFundus -Width 600 -Height 400 | Where-Object { $_.Variations.Count -ge 2 } | Select-Object -First 8 |
    ForEach-Object { $_.Image } | Get-EyeMask -PassThru -WarningAction SilentlyContinue |
    Export-RetinaContactSheet -Destination (Get-Target 'masks.jpg') -Outline -Columns 4 -TileSize 240 -Quality 84 -Force

# Vessels: what answers, what is drawn, and, where experts drew them too, what is right, wrong and missed.
function Export-Row {
    <# .SYNOPSIS Writes images as one row, each under a title of its own. #>
    param([string] $Name, [string[]] $Title, [RetinaPS.Imaging.RetinaImage[]] $Image)
    $left = [System.Collections.Generic.Queue[string]]::new($Title)
    $Image | Export-RetinaContactSheet -Destination (Get-Target $Name) -Title { $left.Dequeue() } -ColorMap Inferno -Columns $Image.Count -TileSize 460 -Quality 80 -Force
}

$photograph = Import-RetinaImage $Public
$vessels = $photograph | Get-VesselMap
Export-Row 'vessels-public.jpg' 'Photograph', 'Response', 'Vessels' $photograph, $vessels.Response, ($vessels | New-VesselOverlay -Photograph $photograph)

$photograph = Import-RetinaImage $Hrf
$vessels = $photograph | Get-VesselMap
$overlay = $vessels | New-VesselOverlay -Photograph $photograph
$compared = $vessels | New-VesselOverlay -Photograph $photograph -Truth $HrfManual
Export-Row 'vessels-hrf.jpg' 'Photograph', 'Vessels', 'Beside what experts drew' $photograph, $overlay, $compared
$vessels | Measure-VesselMap -Truth $HrfManual
