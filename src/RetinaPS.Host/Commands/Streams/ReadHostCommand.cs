using System.Management.Automation;

namespace RetinaPS.Host.Commands.Streams;

/// <summary>Asks the person at the console for a line.</summary>
[Cmdlet(VerbsCommunications.Read, "Host")]
[OutputType(typeof(string))]
public sealed class ReadHostCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromRemainingArguments = true)]
    public string? Prompt { get; set; }

    protected override void EndProcessing()
    {
        if (!string.IsNullOrEmpty(Prompt))
            Host.UI.Write($"{Prompt}: ");
        WriteObject(Host.UI.ReadLine());
    }
}
