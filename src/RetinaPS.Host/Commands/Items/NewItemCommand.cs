using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>Makes files, folders and links.</summary>
[Cmdlet(VerbsCommon.New, "Item", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), typeof(DirectoryInfo))]
public sealed class NewItemCommand : ItemCommand
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    public override string[] Path { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Name { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Type")]
    public string? ItemType { get; set; }

    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Target")]
    public object? Value { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in GivenPaths)
        {
            var target = string.IsNullOrEmpty(Name) ? path : SessionState.Path.Combine(path, Name);
            if (ShouldProcess(target, $"Create {ItemType ?? "File"}"))
                WriteObject(Attempt(target, () => InvokeProvider.Item.New([path], Name, ItemType, Value, Force)) ?? [], enumerateCollection: true);
        }
    }
}
