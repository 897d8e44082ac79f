<#
.SYNOPSIS
Runs this PowerShell in a process of its own, without profile and questions.
.PARAMETER Arguments
What PowerShell's program takes: -File or -Command, and what follows.
#>
param([Parameter(Mandatory)] [string[]] $Arguments)

# Where PowerShell is a .NET tool, the process is dotnet, which takes the shell's assembly first.
$program = [Environment]::ProcessPath
$shell = @(if ((Split-Path $program -LeafBase) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
& $program @shell -NoProfile -NonInteractive @Arguments
