#Requires -Version 7.6

<#
.SYNOPSIS
Tests the package as its users get it: published, installed, loaded by the name of a command, and run through the Pester suite.

.DESCRIPTION
Everything happens below a temporary home folder, which is removed afterwards: the repository, its registration and the installed module.
Windows does not take the folder of a user's modules from a variable, so this runs on Linux and macOS.

.PARAMETER Package
The package that build.ps1 -Task Package made.

.PARAMETER Pester
The manifest of Pester 5 or later.

.EXAMPLE
./build/Test-Package.ps1 -Pester ~/.nuget/packages/pester/6.2.0/tools/Pester.psd1
#>
[CmdletBinding()]
param(
    [ValidateNotNullOrEmpty()] [string] $Package = (Join-Path $PSScriptRoot '../out/RetinaPS.*.nupkg'),
    [Parameter(Mandatory)] [string] $Pester
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
if ($IsWindows) {
    throw 'The package is tested on Linux or macOS.'
}

$file = @(Get-Item $Package)
if ($file.Count -ne 1) {
    throw "Expected one package at '$Package' and found $($file.Count). ./build.ps1 -Task Package makes it."
}

$variables = @{}
'HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'PSModulePath' | ForEach-Object { $variables[$_] = [Environment]::GetEnvironmentVariable($_) }
$userHome = [IO.Directory]::CreateTempSubdirectory('retinaps-package-').FullName
$script = Join-Path $PSScriptRoot '../tests/package/Install-Package.ps1'
$manifest = (Get-Item $Pester).FullName
try {
    $variables.Keys | ForEach-Object { [Environment]::SetEnvironmentVariable($_, $null) }
    $env:HOME = $userHome
    dotnet $PSHOME/pwsh.dll -NoProfile -NonInteractive -File $script -Package $file[0].FullName -Pester $manifest
    $code = $LASTEXITCODE
}
finally {
    $variables.GetEnumerator() | ForEach-Object { [Environment]::SetEnvironmentVariable($_.Key, $_.Value) }
    Remove-Item -LiteralPath $userHome -Recurse -Force
}

exit $code
