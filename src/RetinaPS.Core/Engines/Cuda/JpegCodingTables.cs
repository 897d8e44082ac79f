using RetinaPS.Cuda;

namespace RetinaPS.Engines.Cuda;

/// <summary>A template with its tables on the device, where they stay.</summary>
internal sealed class JpegCodingTables
{
    public JpegCodingTables(CudaDevice device, JpegTemplate template)
    {
        Template = template;
        Divisors = Upload(device, template.Divisors);
        Codes = Upload(device, template.Codes);
    }

    public JpegTemplate Template { get; }

    public DeviceMemory Divisors { get; }

    public DeviceMemory Codes { get; }

    private static DeviceMemory Upload(CudaDevice device, uint[] values)
    {
        var stream = device.CurrentStream;
        var memory = device.Memory.Allocate((long)values.Length * sizeof(uint), stream);
        stream.Upload<uint>(values, memory);
        return memory;
    }
}
