<#
.SYNOPSIS
Publishes a package to a folder, installs it from there and tests the installed module.
.DESCRIPTION
build/Test-Package.ps1 starts it in a home folder of its own.
.PARAMETER Package
The package.
.PARAMETER Pester
Pester's manifest.
#>
param(
    [Parameter(Mandatory)] [string] $Package,
    [Parameter(Mandatory)] [string] $Pester
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$PSStyle.OutputRendering = 'PlainText'
$repository = New-Item (Join-Path $HOME 'repository') -ItemType Directory
Register-PSResourceRepository RetinaPSTest -Uri $repository.FullName -Trusted
Publish-PSResource -NupkgPath $Package -Repository RetinaPSTest
Find-PSResource RetinaPS -Repository RetinaPSTest |
    Format-List Name, Version, ProjectUri, LicenseUri, IconUri, @{ Name = 'Tags'; Expression = { $_.Tags -join ' ' } }
Install-PSResource RetinaPS -Repository RetinaPSTest

$manifest = (Get-Module RetinaPS -ListAvailable).Path
"Installed: $manifest"
Test-ModuleManifest $manifest | Format-List Name, Version, HelpInfoUri

# The command's name loads the module.
$device = @(Get-RetinaDevice)
$loaded = Get-Module RetinaPS
if ($loaded.ModuleBase -ne (Split-Path $manifest)) {
    throw "Get-RetinaDevice was taken from '$($loaded.Path)'."
}

"Loaded by Get-RetinaDevice: $($loaded.ModuleBase), $($device[0].Description)"

$env:RETINAPS_TEST_MODULE = 'RetinaPS'
$tests = Join-Path $PSScriptRoot '..'
& "$tests/pester/Invoke-PesterSuite.ps1" -Pester $Pester -Path $PSScriptRoot, "$tests/pester" -Name Package
exit $LASTEXITCODE
