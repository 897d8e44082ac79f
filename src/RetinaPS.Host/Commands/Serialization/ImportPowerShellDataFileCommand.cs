using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using RetinaPS.Host.Commands.Items;

namespace RetinaPS.Host.Commands.Serialization;

/// <summary>The hashtable that a .psd1 file holds. Nothing in the file is run.</summary>
[Cmdlet(VerbsData.Import, "PowerShellDataFile", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Hashtable))]
public sealed class ImportPowerShellDataFileCommand : ItemCommand
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public override string[] Path { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (var item in GivenPaths.SelectMany(path => GetItems(path, force: true)))
            Attempt(item, () => WriteObject(Read(NativePath(item))));
    }

    private static object Read(string path)
    {
        var script = Parser.ParseFile(path, out _, out var errors);
        if (errors.Length == 0 && script.Find(node => node is HashtableAst, searchNestedScriptBlocks: false) is { } table)
            return table.SafeGetValue();
        throw new PSInvalidOperationException($"The file '{path}' could not be parsed as a PowerShell data file.");
    }
}
