using System.Management.Automation;
using RetinaPS.Batch;
using RetinaPS.Batch.Manifest;

namespace RetinaPS.Commands;

/// <summary>Reads the manifest of Invoke-RetinaPreprocess.</summary>
/// <remarks>
/// <para>Gives the last record of each photograph, as Invoke-RetinaPreprocess gave it, and those that failed, with their errors. With -Run it
/// gives the runs: when each began and how it ended, its command line, devices and parameters.</para>
/// <para>A manifest can be read while a run writes it. Each of its lines is a JSON object; "type" is run, begun, photograph or end. A line
/// that is not whole, as a computer that fails may leave one, is left out with a warning.</para>
/// </remarks>
/// <example>
///   <summary>What failed, and why</summary>
///   <code>Invoke-RetinaPreprocess *.jpeg -Reference ref.jpeg -Destination out `
///     -Manifest run.jsonl
/// Get-PreprocessManifest run.jsonl | Where-Object Status -eq Failed |
///     Select-Object Source, ErrorMessage</code>
///   <para>Lists photographs that were not written.</para>
/// </example>
/// <example>
///   <summary>How each run ended</summary>
///   <code>Invoke-RetinaPreprocess *.jpeg -Reference ref.jpeg -Destination out `
///     -Manifest run.jsonl
/// Get-PreprocessManifest run.jsonl -Run</code>
///   <para>A run that was killed has no end.</para>
/// </example>
/// <seealso cref="InvokeRetinaPreprocessCommand"/>
[Cmdlet(VerbsCommon.Get, "PreprocessManifest", DefaultParameterSetName = PathSet)]
[OutputType(typeof(PreprocessResult), typeof(ManifestRun))]
public sealed class GetPreprocessManifestCommand : FileCommand
{
    /// <summary>Gives the runs instead of the photographs.</summary>
    [Parameter]
    public SwitchParameter Run { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string file in InputFiles())
            Attempt(() => Write(ManifestReader.Read(file)));
    }

    private void Write(PreprocessManifest manifest)
    {
        if (manifest.DamagedLines > 0)
            WriteWarning($"{manifest.DamagedLines} of the lines of '{manifest.Path}' are damaged and were left out.");
        WriteObject(Run ? manifest.Runs : manifest.Photographs, enumerateCollection: true);
    }
}
