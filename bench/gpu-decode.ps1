<#
.SYNOPSIS
Measures how many files a second a GPU decodes, by the number of threads that hand files over.
.DESCRIPTION
Prints one line a number of threads, with the bytes that were copied to the device a file: those of the file where the GPU decodes, those
of the pixels where the processor does. dotnet pwsh bench/gpu-decode.ps1 -Path *.jpg
.PARAMETER Path
The files.
.PARAMETER Device
The GPU.
.PARAMETER Threads
Numbers of threads.
.PARAMETER Count
Files of each thread.
#>
param(
    [Parameter(Mandatory)] [string] $Path,
    [string] $Device = 'Cuda:0',
    [int[]] $Threads = (1, 4, 8, 16, 24, 32, 64),
    [int] $Count = 60
)

$ErrorActionPreference = 'Stop'
. $PSScriptRoot/Import-Module.ps1
$files = @(Get-ChildItem -Path $Path -File | ForEach-Object FullName)
$module = (Get-Module RetinaPS).ModuleBase + '/RetinaPS.psd1'
"on $((Get-RetinaDevice $Device).Description), $($files.Count) files"
foreach ($number in $Threads) {
    $before = (Get-RetinaDevice $Device).UploadedBytes
    $clocks = 1..$number | ForEach-Object -ThrottleLimit $number -Parallel {
        Import-Module $using:module
        $own = $using:files
        (Import-RetinaImage -LiteralPath $own[0] -Device $using:Device).Dispose()
        $start = [System.Diagnostics.Stopwatch]::GetTimestamp()
        for ($i = 0; $i -lt $using:Count; $i++) {
            (Import-RetinaImage -LiteralPath $own[($_ * 7 + $i) % $own.Count] -Device $using:Device).Dispose()
        }
        , @($start, [System.Diagnostics.Stopwatch]::GetTimestamp())
    }
    $first = ($clocks | ForEach-Object { $_[0] } | Measure-Object -Minimum).Minimum
    $last = ($clocks | ForEach-Object { $_[1] } | Measure-Object -Maximum).Maximum
    $bytes = ((Get-RetinaDevice $Device).UploadedBytes - $before) / $number / ($Count + 1)
    '{0} threads: {1:0} files/s, {2:0.00} MB a file' -f $number, ($number * $Count * [System.Diagnostics.Stopwatch]::Frequency / ($last - $first)), ($bytes / 1e6)
}
