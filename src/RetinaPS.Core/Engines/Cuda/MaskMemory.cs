using RetinaPS.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>A mask on the device: the first columns of all rows, then the last ones.</summary>
internal sealed class MaskMemory : IDisposable
{
    private readonly DeviceMemory memory;
    private readonly int height;

    public MaskMemory(CudaStream stream, RowExtents mask)
    {
        height = mask.Height;
        var both = new int[2 * height];
        mask.First.CopyTo(both, 0);
        mask.Last.CopyTo(both, height);
        memory = stream.Upload<int>(both);
    }

    public KernelMemory First => memory;

    public KernelMemory Last => memory.From((long)height * sizeof(int));

    public void Dispose() => memory.Dispose();
}
