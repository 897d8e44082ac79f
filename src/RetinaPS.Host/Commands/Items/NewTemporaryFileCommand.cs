using System.Management.Automation;

namespace RetinaPS.Host.Commands.Items;

/// <summary>Makes an empty file with a name of its own in the temporary folder.</summary>
[Cmdlet(VerbsCommon.New, "TemporaryFile", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class NewTemporaryFileCommand : PSCmdlet
{
    protected override void EndProcessing()
    {
        if (ShouldProcess(Path.GetTempPath(), "Create File"))
            WriteObject(new FileInfo(Path.GetTempFileName()));
    }
}
