<#
.SYNOPSIS
Compares every operation on a GPU with the CPU engine, byte for byte, and checks what is copied and held.
.DESCRIPTION
Over synthetic photographs of odd sizes, and real ones below -Photographs. Prints one line an operation and ends with exit code 1 if
anything differs. dotnet pwsh bench/gpu-parity.ps1 -Device Cuda:0
.PARAMETER Device
The GPU.
.PARAMETER Photographs
A folder with real photographs.
.PARAMETER Quick
Few and small images, for a memory checker.
#>
param(
    [string] $Device = 'Cuda:0',
    [string] $Photographs,
    [switch] $Quick
)

$ErrorActionPreference = 'Stop'
. $PSScriptRoot/Import-Module.ps1
$script:different = 0
$script:compared = 0
$folder = Join-Path ([System.IO.Path]::GetTempPath()) "retinaps-parity-$PID"

function Get-Digest($Image) { [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData($Image.CopyPixels())) }

function Compare-Image([string] $What, $Expected, $Actual) {
    $script:compared++
    if ("$($Expected.Width) $($Expected.Height) $($Expected.Format)" -ne "$($Actual.Width) $($Actual.Height) $($Actual.Format)" -or
        (Get-Digest $Expected) -ne (Get-Digest $Actual)) {
        $script:different++
        $left = $Expected.CopyPixels()
        $right = $Actual.CopyPixels()
        $count = 0
        for ($i = 0; $i -lt [math]::Min($left.Length, 200000); $i++) { if ($left[$i] -ne $right[$i]) { $count++ } }
        Write-Host "DIFFERENT $What $($Expected.Width)x$($Expected.Height): $count of the first $([math]::Min($left.Length, 200000)) bytes"
    }
    $Expected.Dispose()
    $Actual.Dispose()
}

# Files: written by the GPU, the bytes that the processor writes; read by the GPU, the pixels that the processor reads.
function Compare-File($Cpu, $Gpu) {
    foreach ($quality in 95, 60, 100) {
        $left, $right = foreach ($image in $Cpu, $Gpu) {
            $image | Export-RetinaImage -Destination (Join-Path $script:folder files) -Suffix "_$($image.Device.Kind)_$quality" -Format Jpeg -Quality $quality -Force
        }
        $script:compared++
        if ((Get-FileDigest $left) -ne (Get-FileDigest $right)) {
            $script:different++
            Write-Host "DIFFERENT file $($left.Name) $($Cpu.Width)x$($Cpu.Height): $($left.Length) and $($right.Length) bytes"
        }
        Compare-Image "decode $($left.Name)" (Import-RetinaImage -LiteralPath $left.FullName -Device Cpu) (Import-RetinaImage -LiteralPath $left.FullName -Device $Device)
    }
}

function Get-FileDigest($File) { [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData([System.IO.File]::ReadAllBytes($File.FullName))) }

# Longer than a block's shared memory holds.
function New-LongKernel([int] $Columns, [int] $Rows) {
    $kernel = [float[,]]::new($Rows, $Columns)
    for ($row = 0; $row -lt $Rows; $row++) { for ($column = 0; $column -lt $Columns; $column++) { $kernel[$row, $column] = ($row * 7 + $column * 11) % 23 - 11 } }
    , $kernel
}

function Compare-Photograph([string] $File) {
    $cpu = Import-RetinaImage -LiteralPath $File -Device Cpu
    $gpu = Import-RetinaImage -LiteralPath $File -Device $Device
    $name = $cpu.Name
    Compare-File $cpu $gpu
    $left, $right = foreach ($image in $cpu, $gpu) { $image | Invoke-MatchedFilterBank -Bank $script:banks[1] }
    Compare-File $left $right
    foreach ($image in $left, $right) { $image.Dispose() }
    foreach ($options in @{}, @{ Channel = 'Green' }, @{ Channel = 'Blue'; TileGrid = 7, 5; ClipLimit = 2 }, @{ TileGrid = 8; ClipLimit = 0 }, @{ TileGrid = 3, 9; ClipLimit = 40 }) {
        Compare-Image "clahe $name $($options.Keys) $($options.Values)" ($cpu | Invoke-GpuClahe @options) ($gpu | Invoke-GpuClahe @options)
    }
    $masks = foreach ($method in @{ Method = 'Auto' }, @{ Method = 'Canny' }, @{ Method = 'Canny'; WorkingSize = 128 }, @{ Method = 'Canny'; Threshold = 8 }, @{ Method = 'FullFrame' }) {
        $left = $cpu | Get-EyeMask @method -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $right = $gpu | Get-EyeMask @method -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $script:compared++
        if ([bool] $left -ne [bool] $right -or ($left -and ($left.IntersectionOverUnion($right) -ne 1 -or "$($left.Circle)" -ne "$($right.Circle)"))) {
            $script:different++
            Write-Host "DIFFERENT eye mask $name $($method.Values): $left / $right"
        }
        $left
    }
    foreach ($mask in $masks | Where-Object { $_ -and $_.PixelCount -gt 100 } | Select-Object -First 2) {
        Compare-Image "mask $name" ($cpu | Set-EyeMask -Mask $mask) ($gpu | Set-EyeMask -Mask $mask)
    }
    foreach ($options in @{ MaskMethod = 'FullFrame' }, @{}, @{ MaskMethod = 'Canny'; PyramidDown = $true; ExcludeSaturated = $true }, @{ Crop = $true; Size = 100 }, @{ Size = 61 }, @{ TileGrid = 5, 3 }) {
        $left = $cpu | Invoke-RetinaPreprocess -Reference $script:reference @options -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $right = $gpu | Invoke-RetinaPreprocess -Reference $script:reference @options -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        if ($left -and $right) {
            Compare-Image "chain $name $($options.Keys)" $left $right
        }
        elseif ($left -or $right) {
            $script:different++
            Write-Host "DIFFERENT chain $name $($options.Keys): one found nothing"
        }
    }
    $found = $gpu | Get-EyeMask -PassThru -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
    if ($found -and $found.Mask.PixelCount -gt 100) {
        $same = Import-RetinaImage -LiteralPath $File -Device Cpu | Get-EyeMask -PassThru -WarningAction SilentlyContinue
        foreach ($method in 'Multiscale', 'MfFdog') {
            $left, $right = foreach ($image in $same, $found) { $image | Get-VesselMap -Method $method }
            Compare-Image "vessels $name $method, response" $left.Response $right.Response
            Compare-Image "vessels $name $method, map" $left.Map $right.Map
        }
        $same.Dispose()
    }
    $steps = $gpu | Get-EyeMask -Method FullFrame -PassThru | Invoke-HistogramSpecification -Reference $script:reference -ErrorAction SilentlyContinue
    if ($steps) {
        Compare-Image "steps $name" ($gpu | Invoke-RetinaPreprocess -Reference $script:reference -MaskMethod FullFrame) ($steps | Invoke-GpuClahe | Set-EyeMask)
    }
    foreach ($options in @{}, @{ Blur = $true; Levels = 2 }) {
        Compare-Image "pyramid $name" ($cpu | ConvertTo-PyramidDown @options) ($gpu | ConvertTo-PyramidDown @options)
    }
    $longer = [math]::Max($cpu.Width, $cpu.Height)
    foreach ($size in 1, 17, 100, [int] ($longer / 2), [int] ($longer / 3), ($longer - 1) | Where-Object { $_ -ge 1 -and $_ -lt $longer } | Select-Object -Unique) {
        Compare-Image "resize $name to $size" ($cpu | Resize-RetinaImage -Size $size) ($gpu | Resize-RetinaImage -Size $size)
    }
    foreach ($bank in $script:banks) {
        foreach ($response in 'EightBit', 'Float') {
            $left, $right = foreach ($image in $cpu, $gpu) { $image | Invoke-MatchedFilterBank -Bank $bank -Response $response -Invert -PassIndex }
            Compare-Image "filter $name $bank $response" $left.Response $right.Response
            Compare-Image "filter $name $bank $response, index" $left.Index $right.Index
        }
    }
    $cpu.Dispose()
    $gpu.Dispose()
}

# Reading what decodes there waits until it is set up.
"on $((Get-RetinaDevice $Device).Description)"

$script:banks = (New-MatchedFilterBank), (New-MatchedFilterBank -Kind FirstDerivative -Sigma 1.5 -Length 9 -Orientations 8 -Rotation Analytic), (New-MatchedFilterBank -Sigma 5.2 -Length 31),
    (New-MatchedFilterBank -Sigma 1, 2.5 -Length 5, 11 -Orientations 5 -Rotation Analytic -Normalization Energy), (New-MatchedFilterBank -Kernel (New-LongKernel 301 3), (New-LongKernel 2 140))
$script:reference = New-ColorReference -Name parity -LiteralPath $(
    (New-SyntheticFundus -Seed 10 -Width 640 -Height 480 -FillFrame $false).Image | Export-RetinaImage -Destination $folder -Format Png -Suffix _reference | ForEach-Object FullName)

$sizes = if ($Quick) { (33, 17), (160, 121), (333, 217) } else {
    (1, 1), (2, 3), (15, 17), (31, 1), (1, 31), (64, 48), (97, 95), (127, 33), (160, 121), (333, 217), (500, 333), (640, 480), (1023, 767), (1280, 853)
}
$seed = 100
foreach ($size in $sizes) {
    $sample = New-SyntheticFundus -Seed (++$seed) -Width $size[0] -Height $size[1]
    $file = $sample.Image | Export-RetinaImage -Destination $folder -Format Png
    Compare-Photograph $file.FullName
}
if ($Photographs) {
    foreach ($file in Get-ChildItem -Path $Photographs -Recurse -Include *.jpg, *.jpeg) { Compare-Photograph $file.FullName }
}

# What five cmdlets copy: each photograph once there and once back.
$before = Get-RetinaDevice $Device
$uploads, $downloads, $bytesUp, $bytesDown = $before.Uploads, $before.Downloads, $before.UploadedBytes, $before.DownloadedBytes
$bank = $script:banks[1]
$number = 0
$pixels = 0
foreach ($file in Get-ChildItem -Path $folder -File | Where-Object { $_.Length -gt 100000 }) {
    $number++
    Import-RetinaImage -LiteralPath $file.FullName -Device $Device | Get-EyeMask -PassThru -WarningAction SilentlyContinue |
        ForEach-Object { $pixels += $_.ByteCount; $_ } | Invoke-HistogramSpecification -Reference $script:reference | Invoke-GpuClahe |
        Invoke-MatchedFilterBank -Bank $bank | Export-RetinaImage -Destination (Join-Path $folder out) -Force | Out-Null
}
$after = Get-RetinaDevice $Device
"residency: $number photographs of $pixels bytes: $($after.Uploads - $uploads) uploads of $($after.UploadedBytes - $bytesUp) bytes, $($after.Downloads - $downloads) downloads of $($after.DownloadedBytes - $bytesDown) bytes"
if ($after.Uploads - $uploads -ne $number -or $after.Downloads - $downloads -ne $number) { $script:different++ }

Remove-Item -LiteralPath $folder -Recurse -Force
"$script:compared comparisons on $($after.Name), $script:different different"
if ($script:different -gt 0) { exit 1 }
