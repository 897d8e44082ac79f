using RetinaPS.Cuda;

namespace RetinaPS.Engines.Cuda;

/// <summary>A template with its tables on the device, where they stay.</summary>
internal sealed class JpegCodingTables
{
    public JpegCodingTables(CudaStream stream, JpegTemplate template)
    {
        Template = template;
        Divisors = stream.Upload<uint>(template.Divisors);
        Codes = stream.Upload<uint>(template.Codes);
    }

    public JpegTemplate Template { get; }

    public DeviceMemory Divisors { get; }

    public DeviceMemory Codes { get; }
}
