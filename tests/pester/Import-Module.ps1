# Dot-sourced by BeforeAll of every test file: imports the assembled module, or the one that RETINAPS_TEST_MODULE names (a manifest's path,
# or the name of an installed module), and makes the photographs that the tests need.

$ErrorActionPreference = 'Stop'
$module = $env:RETINAPS_TEST_MODULE
if (-not $module) {
    $module = Join-Path $PSScriptRoot '../../out/RetinaPS/RetinaPS.psd1'
    if (-not (Test-Path $module)) {
        throw 'There is no module in out/RetinaPS. Run ./build.ps1 first.'
    }
}

Import-Module $module

function New-Eye {
    <# .SYNOPSIS Makes a small synthetic photograph that is well exposed and shows a whole disc, with its truth. #>
    param([uint64] $Seed = 1, [int] $Width = 192, [int] $Height = 128)
    New-SyntheticFundus $Seed -Width $Width -Height $Height -RadiusFraction 0.95 -FillFrame $false -Exposure 1 -BackgroundLevel 1 -NoiseSigma 1
}

function New-Photograph {
    <# .SYNOPSIS Writes such photographs to files, each of another eye; the files' extensions name their formats. #>
    param([Parameter(Mandatory)] [string[]] $Path, [uint64] $Seed = 1, [int] $Width = 192, [int] $Height = 128)
    foreach ($file in $Path) {
        $format = switch ([IO.Path]::GetExtension($file)) { '.png' { 'Png' } '.tif' { 'Tiff' } '.bmp' { 'Bmp' } default { 'Jpeg' } }
        $made = (New-Eye $Seed $Width $Height).Image | Export-RetinaImage -Destination (Join-Path $TestDrive '.made') -Format $format
        $target = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($file)
        $null = [IO.Directory]::CreateDirectory((Split-Path $target -Parent))
        [IO.File]::Move($made.FullName, $target)
        $Seed++
    }
}

function Get-PixelHash {
    <# .SYNOPSIS A short text that is the same for the same pixels. #>
    param([Parameter(Mandatory)] [RetinaPS.Imaging.RetinaImage] $Image)
    "$($Image.Width) x $($Image.Height) $($Image.Format) $([Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($Image.CopyPixels())))"
}
