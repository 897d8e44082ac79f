using RetinaPS.Engines.Cpu;

namespace RetinaPS.Engines;

/// <summary>The devices of this machine. They belong to the process, not to a runspace.</summary>
internal static class RetinaDevices
{
    /// <summary>The processor: always there.</summary>
    public static RetinaDevice Cpu { get; } = new(
        "Cpu", $"{Environment.ProcessorCount} x {System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture}", "Ready", device => new CpuEngine(device));

    public static IReadOnlyList<RetinaDevice> All { get; } = [Cpu];

    /// <summary>The device that serves when none is named.</summary>
    public static RetinaDevice Default => Cpu;

    /// <summary>The device of that id, whatever its case.</summary>
    /// <exception cref="RetinaException">DeviceNotFound.</exception>
    public static RetinaDevice Find(string? id)
    {
        if (id is null || id.Equals("Auto", StringComparison.OrdinalIgnoreCase))
            return Default;
        return All.FirstOrDefault(device => device.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
            ?? throw RetinaErrors.DeviceNotFound(id, string.Join(", ", All.Select(device => device.Id)));
    }
}
