#Requires -Version 7.6

<#
.SYNOPSIS
Builds, tests, demonstrates, bundles, packages or cleans RetinaPS.

.DESCRIPTION
A thin layer over dotnet, which does the same without PowerShell: dotnet build, dotnet test and dotnet build build/Bundle.proj. The module comes
to out/RetinaPS.
The first command that fails ends the script.

.PARAMETER Task
What to do, in the order given.

Build makes the module. Test runs the xunit tests and, where Pester 5 or later is installed, the Pester tests. Demo builds the module
and runs demo.ps1. Bundle makes out/retinaps-linux-x64.tar.xz, which runs on Linux servers without .NET and PowerShell; compressing it takes
minutes. Package makes out/RetinaPS.VERSION.nupkg for Publish-PSResource; build/Test-Package.ps1 tests it. Clean removes out, the projects' bin and obj, and what npm installed.

.PARAMETER Configuration
The configuration that dotnet builds.

.PARAMETER Path
Demo: a folder of photographs. Without it, the demo makes its own.

.PARAMETER Destination
Demo: the folder for its results.

.PARAMETER Reference
Demo: the photograph whose colours all others take.

.EXAMPLE
./build.ps1
Makes the module.

.EXAMPLE
./build.ps1 Clean, Build, Test
Tests everything from scratch.

.EXAMPLE
./build.ps1 Demo -Path photographs -Destination results
Pre-processes a folder of photographs.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Bundle', 'Package', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release',

    [ValidateNotNullOrEmpty()]
    [string] $Path,

    [ValidateNotNullOrEmpty()]
    [string] $Destination,

    [ValidateNotNullOrEmpty()]
    [string] $Reference
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

# A process of its own loads the module, so that this one can build it again: Windows locks assemblies in use.
function Invoke-CleanShell([string] $Command) {
    & ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command $Command
}

function Invoke-Build {
    dotnet build RetinaPS.slnx -c $Configuration
}

function Invoke-Test {
    dotnet test --solution RetinaPS.slnx -c $Configuration
    if (Get-Module Pester -ListAvailable | Where-Object Version -GE ([version] '5.0')) {
        Invoke-CleanShell 'Import-Module Pester -MinimumVersion 5.0; Invoke-Pester -Configuration @{ Run = @{ Path = ''tests/pester''; Exit = $true } }'
    }
    else {
        Write-Warning 'Pester 5 is not installed, so the tests in tests/pester were not run. Install-PSResource Pester installs it.'
    }
}

function Invoke-Demo([hashtable] $Arguments) {
    Invoke-Build
    $words = foreach ($name in $Arguments.Keys) {
        "-$name '$([Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($Arguments[$name]))'"
    }
    Invoke-CleanShell "Import-Module ./out/RetinaPS/RetinaPS.psd1; ./demo.ps1 $words"
}

function Invoke-Bundle {
    dotnet build build/Bundle.proj -c $Configuration
}

function Invoke-Package {
    dotnet build build/Package.proj -c $Configuration
    Remove-Item out/RetinaPS.*.nupkg
    (Compress-PSResource -Path out/package/RetinaPS -DestinationPath out -PassThru).FullName
}

function Remove-BuildOutput {
    $projects = Get-ChildItem -Path build, src, tests, bench -Recurse -Filter *.csproj -ErrorAction Ignore
    @('out', 'src/RetinaPS.Report/node_modules', 'src/RetinaPS.Report/dist', 'tests/report/node_modules') + @($projects | ForEach-Object { Join-Path $_.DirectoryName bin; Join-Path $_.DirectoryName obj }) |
        Where-Object { Test-Path -LiteralPath $_ } |
        ForEach-Object { Remove-Item -LiteralPath $_ -Recurse -Force }
}

$demo = @{}
foreach ($name in 'Path', 'Destination', 'Reference') {
    if ($PSBoundParameters.ContainsKey($name)) {
        $demo[$name] = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($PSBoundParameters[$name])
    }
}

Push-Location -LiteralPath $PSScriptRoot
try {
    switch ($Task) {
        'Build' { Invoke-Build }
        'Test' { Invoke-Test }
        'Demo' { Invoke-Demo $demo }
        'Bundle' { Invoke-Bundle }
        'Package' { Invoke-Package }
        'Clean' { Remove-BuildOutput }
    }
}
finally {
    Pop-Location
}
