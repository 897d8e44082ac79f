using System.Management.Automation;
using RetinaPS.Devices;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>Lists what can compute on this machine.</summary>
/// <remarks><para>Each device counts the images that were copied to and from it since the process started, and the bytes that images
/// hold of its memory. The table shows these beside all memory that the device has.</para></remarks>
/// <example>
///   <summary>What can compute here</summary>
///   <code>Get-RetinaDevice</code>
///   <para>Lists the processor and every GPU; the status says why one cannot be used.</para>
/// </example>
/// <example>
///   <summary>See what serves</summary>
///   <code>Get-RetinaDevice | Format-List</code>
///   <para>Lists each device with its engine's description.</para>
/// </example>
/// <example>
///   <summary>Choose devices by name</summary>
///   <code>Get-RetinaDevice Cuda:* | Where-Object IsReady</code>
///   <para>Lists the GPUs that can be used; none is no error.</para>
/// </example>
/// <example>
///   <summary>Count the copies that a pipeline makes</summary>
///   <code>$device = Get-RetinaDevice Auto
/// $before = $device.Uploads
/// Import-RetinaImage eye.jpeg | Invoke-GpuClahe |
///     Export-RetinaImage -Destination out
/// $device.Uploads - $before</code>
///   <para>On a GPU one photograph is one upload and one download. The processor copies nothing.</para>
/// </example>
/// <example>
///   <summary>See what images hold</summary>
///   <code>$image = Import-RetinaImage eye.jpeg -Device Cpu
/// Get-RetinaDevice Cpu | Format-List *Memory*</code>
///   <para>The computer's memory, or the container's, and the images' share of it, in bytes.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RetinaDevice")]
[OutputType(typeof(RetinaDevice))]
public sealed class GetRetinaDeviceCommand : RetinaCommand
{
    /// <summary>Devices to list. Wildcards are allowed.</summary>
    /// <value>Default: all</value>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public string Id { get; set; } = "*";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var pattern = WildcardPattern.Get(Id, WildcardOptions.IgnoreCase);
        if (WildcardPattern.ContainsWildcardCharacters(Id))
            WriteObject(RetinaDevices.All.Where(device => pattern.IsMatch(device.Id)), enumerateCollection: true);
        else
            Attempt(() => WriteObject(RetinaDevices.Find(Id)));
    }
}
