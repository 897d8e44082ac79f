<#
.SYNOPSIS
Makes docs/icon.png, the package's picture: a synthetic eye of 128 x 128 pixels.
.DESCRIPTION
dotnet pwsh docs/icon.ps1
#>
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/RetinaPS/RetinaPS.psd1')

$eye = New-SyntheticFundus 3 -Width 1024 -Height 1024 -RadiusFraction 0.98 -FillFrame $false -Exposure 1.3 -BackgroundLevel 0 -NoiseSigma 0 -VesselScale 2 -Eye Right
$folder = New-Item (Join-Path ([IO.Path]::GetTempPath()) "retinaps-icon-$PID") -ItemType Directory
try {
    $file = $eye.Image | Invoke-GpuClahe -ClipLimit 2 -TileGrid 2,2 | Set-EyeMask -Mask $eye.EyeMask | Resize-RetinaImage -Size 128 |
        Export-RetinaImage -Destination $folder -Format Png
    Move-Item -LiteralPath $file.FullName (Join-Path $PSScriptRoot 'icon.png') -Force
}
finally {
    Remove-Item $folder -Recurse
}
