using RetinaPS.Cuda;
using RetinaPS.Cuda.NvJpeg;
using RetinaPS.Engines.Cpu;
using RetinaPS.Engines.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Devices;

/// <summary>The devices of this machine. They belong to the process, not to a runspace, and nobody looks for GPUs before they are wanted.</summary>
public static class RetinaDevices
{
    private const string Ready = "Ready";
    private static readonly Lazy<IReadOnlyList<RetinaDevice>> Known = new(() => [Cpu!, .. FindGpus()]);

    /// <summary>The processor: always there.</summary>
    public static RetinaDevice Cpu { get; } = new(
        "Cpu", ProcessorName.Read(), Ready, device => new CpuEngine(device))
    {
        Kind = RetinaDeviceKind.Cpu,
        TotalMemory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        ReadFreeMemory = HostMemory.ReadFree,
        HostMemory = new HostMemory(),
    };

    /// <summary>All devices, also those that cannot be used; their status says why.</summary>
    public static IReadOnlyList<RetinaDevice> All => Known.Value;

    /// <summary>The device that serves when none is named: the first usable GPU, else the processor. A test device never offers itself.</summary>
    public static RetinaDevice Default => All.FirstOrDefault(device => device is { Kind: RetinaDeviceKind.Cuda, IsReady: true, IsTestDevice: false }) ?? Cpu;

    /// <summary>The device of that id, whatever its case.</summary>
    /// <param name="id">A device's id; <c>Cuda</c> for the first GPU; null or <c>Auto</c> for <see cref="Default"/>.</param>
    /// <returns>A device that can be used.</returns>
    /// <exception cref="RetinaException">DeviceNotFound.</exception>
    public static RetinaDevice Find(string? id)
    {
        if (id is null || id.Equals("Auto", StringComparison.OrdinalIgnoreCase))
            return Default;
        if (id.Equals(Cpu.Id, StringComparison.OrdinalIgnoreCase))
            return Cpu;
        string wanted = id.Equals("Cuda", StringComparison.OrdinalIgnoreCase) ? "Cuda:0" : id;
        var found = All.FirstOrDefault(device => device.Id.Equals(wanted, StringComparison.OrdinalIgnoreCase));
        return found is { IsReady: true }
            ? found
            : throw RetinaErrors.DeviceNotFound(id, string.Join("; ", All.Select(device => $"{device.Id} ({device.Status})")));
    }

    /// <summary>The devices of those ids, each once.</summary>
    /// <param name="ids">Devices' ids; here <c>Cuda</c> is every GPU that can be used.</param>
    /// <returns>Devices that can be used.</returns>
    /// <exception cref="RetinaException">DeviceNotFound.</exception>
    public static IReadOnlyList<RetinaDevice> FindAll(IEnumerable<string> ids) => [.. ids.SelectMany(FindEach).Distinct()];

    private static IEnumerable<RetinaDevice> FindEach(string id)
    {
        var gpus = id.Equals("Cuda", StringComparison.OrdinalIgnoreCase)
            ? All.Where(device => device is { Kind: RetinaDeviceKind.Cuda, IsReady: true }).ToArray()
            : [];
        return gpus.Length > 0 ? gpus : [Find(id)];
    }

    private static IEnumerable<RetinaDevice> FindGpus()
    {
        if (CudaDriver.Shared is not { } driver)
            return [Unusable("Cuda:0", "no GPU", CudaDriver.UnavailableReason)];
        return driver.Devices.Select(gpu => KernelModules.Exist
            ? Usable(gpu)
            : Unusable(gpu.ToString(), gpu.Name, $"this RetinaPS was built without kernels ({KernelModules.Origin})"));
    }

    private static RetinaDevice Usable(CudaDevice gpu) => new(
        gpu.ToString(), gpu.Name, Ready, device => new CudaEngine(device, Cpu, gpu, NvJpegFor(gpu)))
    {
        Kind = RetinaDeviceKind.Cuda,
        TotalMemory = gpu.TotalMemory,
        ReadFreeMemory = gpu.ReadFreeMemory,
        ComputeCapability = gpu.ComputeCapability,
        DriverVersion = gpu.Driver.VersionText,
        NvJpeg = NvJpegFor(gpu)?.Path,
        IsTestDevice = IsTestDevice(gpu),
        Memory = gpu.Memory,
    };

    /// <summary>A test device has memory that no real nvJPEG can reach: it gets the library that the environment names, or none.</summary>
    private static NvJpegLibrary? NvJpegFor(CudaDevice gpu) => IsTestDevice(gpu) && NvJpegLibrary.Override is null ? null : NvJpegLibrary.Shared;

    private static bool IsTestDevice(CudaDevice gpu) => gpu.Name.StartsWith("SoftCuda", StringComparison.Ordinal);

    private static RetinaDevice Unusable(string id, string name, string reason) => new(
        id, name, "Unusable: " + reason, _ => throw RetinaErrors.DeviceNotFound(id, reason))
    {
        Kind = RetinaDeviceKind.Cuda,
    };
}
