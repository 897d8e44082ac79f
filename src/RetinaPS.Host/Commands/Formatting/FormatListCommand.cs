using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace RetinaPS.Host.Commands.Formatting;

/// <summary>Shows objects as lists of their properties.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatListCommand : OuterFormatTableAndListBase
{
    public FormatListCommand() => EngineInternals.UseShape(this, "List");
}
