<#
.SYNOPSIS
Runs the Pester tests and ends with the line "NAME: N passed, N failed, N skipped in N s".
.DESCRIPTION
The exit code is 1 if a test, file or block failed. Run it in a process of its own, because it loads the module.
.PARAMETER Pester
The manifest of the Pester module to use.
.PARAMETER Path
Folders of tests.
.PARAMETER Name
What the last line calls them.
.PARAMETER Fast
Leaves out the tests tagged Slow.
#>
param(
    [Parameter(Mandatory)]
    [string] $Pester,

    [ValidateNotNullOrEmpty()]
    [string[]] $Path = $PSScriptRoot,

    [ValidateNotNullOrEmpty()]
    [string] $Name = 'Pester',

    [switch] $Fast
)

$ErrorActionPreference = 'Stop'
Import-Module $Pester
$result = Invoke-Pester -Configuration @{
    Run    = @{ Path = $Path; PassThru = $true }
    Filter = @{ ExcludeTag = @(if ($Fast) { 'Slow' }) }
    Output = @{ Verbosity = 'Normal' }
}
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
"${Name}: $($result.PassedCount) passed, $failed failed, $($result.SkippedCount) skipped in $([int] $result.Duration.TotalSeconds) s"
exit [int] ($failed -gt 0)
