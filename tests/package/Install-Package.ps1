<#
.SYNOPSIS
Publishes a package to a folder, installs it from there and tests the installed module. build/Test-Package.ps1 starts it in a home folder of its own.
.PARAMETER Package
The package.
.PARAMETER Pester
The manifest of Pester.
#>
param(
    [Parameter(Mandatory)] [string] $Package,
    [Parameter(Mandatory)] [string] $Pester
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$PSStyle.OutputRendering = 'PlainText'
$folder = New-Item (Join-Path $HOME 'repository') -ItemType Directory
Register-PSResourceRepository RetinaPSTest -Uri $folder.FullName -Trusted
Publish-PSResource -NupkgPath $Package -Repository RetinaPSTest
Find-PSResource RetinaPS -Repository RetinaPSTest | Format-List Name, Version, Description, ProjectUri, LicenseUri, IconUri, Tags
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

"Loaded by the name of a command: $($loaded.ModuleBase), $($device[0].Description)"

$env:RETINAPS_TEST_MODULE = 'RetinaPS'
Import-Module $Pester
Invoke-Pester -Configuration @{
    Run    = @{ Path = @($PSScriptRoot, (Join-Path $PSScriptRoot '../pester')); Exit = $true }
    Output = @{ CIFormat = 'None' }
}
