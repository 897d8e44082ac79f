#Requires -Version 7.6

<#
.SYNOPSIS
Tests the package as its users get it: published, installed, loaded by the name of a command, and run through the Pester suite.

.DESCRIPTION
Ends with the line "Package: N passed, N failed, N skipped in N s". Everything happens below a temporary home folder, which is removed
afterwards: the repository, its registration and the installed module. Windows does not take the folder of a user's modules from a variable,
so this runs on Linux and macOS.

.PARAMETER Package
The package that build.ps1 -Task Package made.

.PARAMETER Pester
Pester's manifest. Without it, the one that the tests' project restores.

.EXAMPLE
./build/Test-Package.ps1
Tests out/RetinaPS.VERSION.nupkg.
#>
[CmdletBinding()]
param(
    [ValidateNotNullOrEmpty()]
    [string] $Package = (Join-Path $PSScriptRoot '../out/RetinaPS.*.nupkg'),

    [ValidateNotNullOrEmpty()]
    [string] $Pester = (dotnet msbuild (Join-Path $PSScriptRoot '../tests/RetinaPS.Tests') -getProperty:PesterManifest)
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

$script = Join-Path $PSScriptRoot '../tests/package/Install-Package.ps1'
$arguments = '-File', $script, '-Package', $file[0].FullName, '-Pester', (Get-Item $Pester).FullName
$userHome = [IO.Directory]::CreateTempSubdirectory('retinaps-package-').FullName
$new = @{ HOME = $userHome; XDG_DATA_HOME = $null; XDG_CACHE_HOME = $null; XDG_CONFIG_HOME = $null; PSModulePath = $null }
$old = @{}
try {
    # NuGet writes its configuration to the current folder where a user's folder does not exist.
    $null = New-Item (Join-Path $userHome '.config'), (Join-Path $userHome '.local/share') -ItemType Directory
    foreach ($name in $new.Keys) {
        $old[$name] = [Environment]::GetEnvironmentVariable($name)
        [Environment]::SetEnvironmentVariable($name, $new[$name])
    }

    & (Join-Path $PSScriptRoot 'Invoke-CleanShell.ps1') $arguments
    $code = $LASTEXITCODE
}
finally {
    $old.Keys | ForEach-Object { [Environment]::SetEnvironmentVariable($_, $old[$_]) }
    Remove-Item -LiteralPath $userHome -Recurse -Force
}

exit $code
