using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>Writes lines to a file in place of what it held.</summary>
[Cmdlet(VerbsCommon.Set, "Content", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class SetContentCommand : FileContentCommand
{
    private protected override bool Append => false;
}
