using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace RetinaPS.Host.Commands.Formatting;

/// <summary>Shows one property of each object, in columns.</summary>
[Cmdlet(VerbsCommon.Format, "Wide")]
public sealed class FormatWideCommand : OuterFormatTableAndListBase
{
    public FormatWideCommand() => EngineInternals.UseShape(this, "Wide");
}
