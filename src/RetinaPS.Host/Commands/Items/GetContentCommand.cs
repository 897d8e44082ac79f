using System.Collections;
using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>Reads files line by line, whole, or as bytes; items of other drives through their provider.</summary>
[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = PathSet)]
[Alias("cat")]
[OutputType(typeof(string), typeof(byte))]
public sealed class GetContentCommand : ItemCommand
{
    private const int ReadBlock = 256;

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public override string[] Path { get; set; } = [];

    [Parameter]
    public SwitchParameter Raw { get; set; }

    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    [Parameter]
    [Alias("First", "Head")]
    public long TotalCount { get; set; } = long.MaxValue;

    [Parameter]
    [Alias("Last")]
    public int Tail { get; set; } = int.MaxValue;

    [Parameter]
    public string? Encoding { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var item in GivenPaths.SelectMany(path => GetItems(path, force: true)))
        {
            if (item.BaseObject is FileInfo file)
                Attempt(item, () => ReadFile(file.FullName));
            else if (item.BaseObject is DirectoryInfo folder)
                WriteError(new ErrorRecord(
                    new UnauthorizedAccessException($"'{folder.FullName}' is a folder: it has no content."),
                    "GetContainerContentException", ErrorCategory.InvalidOperation, folder));
            else
                ReadThroughProvider(ItemPath(item));
        }
    }

    private void ReadFile(string path)
    {
        if (AsByteStream)
            WriteObject(File.ReadAllBytes(path), enumerateCollection: !Raw);
        else if (Raw)
            WriteObject(File.ReadAllText(path, TextEncoding.Find(Encoding)));
        else
            WriteLines(File.ReadLines(path, TextEncoding.Find(Encoding)));
    }

    private void WriteLines(IEnumerable<string> lines)
    {
        if (Tail != int.MaxValue)
            lines = lines.TakeLast(Tail);

        var remaining = TotalCount;
        foreach (var line in lines)
        {
            if (remaining-- <= 0 || Stopping)
                return;
            WriteObject(line);
        }
    }

    private void ReadThroughProvider(string path)
    {
        foreach (var reader in Attempt(path, () => InvokeProvider.Content.GetReader([path], Force, literalPath: true)) ?? [])
        {
            using (reader)
            {
                while (reader.Read(ReadBlock) is { Count: > 0 } block)
                    WriteObject((IEnumerable)block, enumerateCollection: true);
            }
        }
    }
}
