<#
.SYNOPSIS
Runs the Pester tests and ends with the line "Pester: N passed, N failed, N skipped in N s".
.DESCRIPTION
The exit code is the number of tests, files and blocks that failed. Run it in a process of its own, because it loads the module.
.PARAMETER Pester
The manifest of the Pester module to use.
.PARAMETER Fast
Leaves out the tests tagged Slow.
#>
param(
    [Parameter(Mandatory)]
    [string] $Pester,

    [switch] $Fast
)

$ErrorActionPreference = 'Stop'
Import-Module $Pester
$result = Invoke-Pester -Configuration @{
    Run    = @{ Path = $PSScriptRoot; PassThru = $true }
    Filter = @{ ExcludeTag = @(if ($Fast) { 'Slow' }) }
    Output = @{ Verbosity = 'Normal' }
}
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
"Pester: $($result.PassedCount) passed, $failed failed, $($result.SkippedCount) skipped in $([int] $result.Duration.TotalSeconds) s"
exit $failed
