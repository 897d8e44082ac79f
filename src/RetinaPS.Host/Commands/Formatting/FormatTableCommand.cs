using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace RetinaPS.Host.Commands.Formatting;

/// <summary>Shows objects as a table: the engine's formatter, with its views and the modules'.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTableCommand : OuterFormatTableBase
{
    public FormatTableCommand() => EngineInternals.UseShape(this, "Table");
}
