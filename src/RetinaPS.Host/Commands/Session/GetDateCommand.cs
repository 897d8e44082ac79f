using System.Management.Automation;

namespace RetinaPS.Host.Commands.Session;

/// <summary>The time, or a given one.</summary>
[Cmdlet(VerbsCommon.Get, "Date")]
[OutputType(typeof(DateTime), typeof(string))]
public sealed class GetDateCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LastWriteTime")]
    public DateTime? Date { get; set; }

    [Parameter]
    public string? Format { get; set; }

    [Parameter]
    public SwitchParameter AsUTC { get; set; }

    protected override void ProcessRecord()
    {
        var date = Date ?? DateTime.Now;
        if (AsUTC)
            date = date.ToUniversalTime();
        WriteObject(Format is null ? date : Named(date, Format));
    }

    private static string Named(DateTime date, string format) => format.ToLowerInvariant() switch
    {
        "filedate" => date.ToString("yyyyMMdd"),
        "filedateuniversal" => date.ToUniversalTime().ToString("yyyyMMdd'Z'"),
        "filedatetime" => date.ToString("yyyyMMdd'T'HHmmssffff"),
        "filedatetimeuniversal" => date.ToUniversalTime().ToString("yyyyMMdd'T'HHmmssffff'Z'"),
        _ => date.ToString(format),
    };
}
