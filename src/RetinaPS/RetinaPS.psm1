# The assemblies load into a context of the module's own, away from other modules' versions of its libraries.
$loader = [System.Reflection.Assembly]::LoadFile("$PSScriptRoot/bin/RetinaPS.Loader.dll")
$context = $loader.GetType('RetinaPS.Loader.ModuleLoadContext')

# A binary module that stays in the session would not give its cmdlets to the next import.
$binary = Import-Module -Assembly $context::Module -PassThru
$ExecutionContext.SessionState.Module.OnRemove = { Remove-Module -ModuleInfo $binary -Force }

# In a context of its own PowerShell finds no type by its name: [RetinaPS.Imaging.RetinaImage] and its like become accelerators.
$accelerators = [psobject].Assembly.GetType('System.Management.Automation.TypeAccelerators')
foreach ($type in $context::PublicTypes) { $accelerators::Add($type.FullName, $type) }
