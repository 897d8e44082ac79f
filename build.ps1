#Requires -Version 7.6

<#
.SYNOPSIS
Builds, tests, demonstrates, bundles, packages or cleans RetinaPS.

.DESCRIPTION
A thin layer over dotnet. The module comes to out/RetinaPS. The first task that fails ends the script. Where PowerShell is not installed, the
.NET SDK brings it: dotnet tool restore, then dotnet pwsh ./build.ps1.

.PARAMETER Task
What to do, in the order given. The module is built once, however many of the tasks need it.

Build makes the module. Test runs the xunit tests and the Pester tests, and ends with the line "N passed, N failed, N skipped". Demo runs
demo.ps1. Bundle makes out/retinaps-linux-x64.tar.xz, which runs on Linux servers without .NET and PowerShell; compressing it takes
minutes. Package makes out/RetinaPS.VERSION.nupkg for Publish-PSResource; build/Test-Package.ps1 tests it. Clean removes out, the projects'
bin and obj, and what npm installed.

.PARAMETER Configuration
The configuration that dotnet builds.

.PARAMETER Fast
Test: only the tests that are quick, for daily work.

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
./build.ps1 Clean, Test
Tests everything from scratch.

.EXAMPLE
./build.ps1 Test -Fast
Tests what can be tested quickly.

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

    [switch] $Fast,

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

function Invoke-Build {
    if (-not $script:isBuilt) {
        dotnet build RetinaPS.slnx -c $Configuration
        $script:isBuilt = $true
    }
}

function Invoke-Test {
    Invoke-Build
    $PSNativeCommandUseErrorActionPreference = $false
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $filter = if ($Fast) { '--', '--filter-not-trait', 'Speed=Slow' }
    dotnet test --solution RetinaPS.slnx -c $Configuration --no-build @filter | Tee-Object -Variable xunit | Out-Host
    $count = @{ succeeded = 0; failed = 0; skipped = 0 }
    foreach ($name in @($count.Keys)) {
        $count[$name] = [int] ($xunit | Select-String "^\s*${name}: (\d+)" | Select-Object -Last 1).Matches.Groups[1].Value
    }

    # A run that breaks off reports no failed test.
    if ($LASTEXITCODE -and -not $count.failed) { $count.failed = 1 }
    $summary = "xunit: $($count.succeeded) passed, $($count.failed) failed, $($count.skipped) skipped in $([int] $watch.Elapsed.TotalSeconds) s"

    $suite = 'tests/pester/Invoke-PesterSuite.ps1', '-Pester', (dotnet msbuild tests/RetinaPS.Tests -getProperty:PesterManifest)
    ./build/Invoke-CleanShell.ps1 (@('-File') + $suite + @(if ($Fast) { '-Fast' })) | Tee-Object -Variable pester | Out-Host
    $line = $pester | Select-String '^Pester: (\d+) passed, (\d+) failed, (\d+) skipped' | Select-Object -Last 1
    $passed, $failed, $skipped = if ($line) { $line.Matches.Groups[1..3].Value } else { 0, 1, 0 }

    $summary
    "$line"
    $failures = $count.failed + $failed
    "$($count.succeeded + $passed) passed, $failures failed, $($count.skipped + $skipped) skipped"
    if ($failures) { throw "$failures tests failed." }
}

function Invoke-Demo([hashtable] $Arguments) {
    Invoke-Build
    $words = foreach ($name in $Arguments.Keys) {
        "-$name '$([Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($Arguments[$name]))'"
    }
    # A process of its own loads the module, so that this one can build it again: Windows locks assemblies in use.
    ./build/Invoke-CleanShell.ps1 '-Command', "Import-Module ./out/RetinaPS/RetinaPS.psd1; ./demo.ps1 $words"
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

$isBuilt = $false
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
