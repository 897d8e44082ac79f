using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>Adds lines to the end of a file.</summary>
[Cmdlet(VerbsCommon.Add, "Content", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[Alias("ac")]
public sealed class AddContentCommand : FileContentCommand
{
    private protected override bool Append => true;
}
