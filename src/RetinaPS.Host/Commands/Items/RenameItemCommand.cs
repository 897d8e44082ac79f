using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>Gives an item another name in the same folder.</summary>
[Cmdlet(VerbsCommon.Rename, "Item", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
public sealed class RenameItemCommand : PSCmdlet
{
    private const string PathSet = "Path";

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string Path { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string LiteralPath { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public string NewName { get; set; } = "";

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        var path = ParameterSetName == PathSet ? Path : WildcardPattern.Escape(LiteralPath);
        if (!ShouldProcess($"{path} to {NewName}", "Rename"))
            return;

        try
        {
            var renamed = InvokeProvider.Item.Rename(path, NewName, Force);
            if (PassThru)
                WriteObject(renamed);
        }
        catch (Exception e) when (e is IContainsErrorRecord and not PipelineStoppedException)
        {
            WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e));
        }
    }
}
