using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cpu.Filtering;

/// <summary>A way to correlate a bank with one tile after the other; tiles may be worked on at the same time.</summary>
internal interface ICorrelation
{
    int TileColumns { get; }

    int TileRows { get; }

    /// <summary>Nanoseconds a pixel, about.</summary>
    double Cost { get; }

    /// <summary>What one thread needs for its tiles.</summary>
    IDisposable CreateWorkspace();

    /// <summary>The largest <see cref="ResponseKey"/> at each of the area's pixels, in rows of <see cref="TileColumns"/>.</summary>
    void Respond(CpuBuffer source, PixelRectangle area, IDisposable workspace, long[] keys);
}
