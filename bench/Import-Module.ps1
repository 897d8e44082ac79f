# Dot-sourced by the benchmarks: imports the built module. Where none was built, as in the bundle, PowerShell finds the module by its name.
$built = Join-Path $PSScriptRoot '../out/RetinaPS/RetinaPS.psd1'
Import-Module ((Test-Path $built) ? $built : 'RetinaPS')
