namespace RetinaPS.Imaging;

/// <summary>
/// The pixels of one image, in one device's memory. Disposing gives them back, more than once too. Images that share pixels have a buffer each
/// (<see cref="Share"/>), and the last one frees them. What nobody disposes of, the finalizer of <see cref="PixelMemory"/> frees.
/// </summary>
internal abstract class ImageBuffer : IDisposable
{
    private readonly PixelMemory pixels;
    private int disposed;

    /// <summary>Takes over the memory that holds the pixels.</summary>
    protected ImageBuffer(RetinaDevice device, int width, int height, PixelFormat format, IDisposable memory)
    {
        (Device, Width, Height, Format) = (device, width, height, format);
        pixels = new PixelMemory(memory, ByteCount, device.HostMemory);
    }

    public RetinaDevice Device { get; }

    public int Width { get; }

    public int Height { get; }

    public PixelFormat Format { get; }

    public long ByteCount => (long)Width * Height * Format.BytesPerPixel();

    /// <inheritdoc cref="PixelMemory.Announce"/>
    public void Announce() => pixels.Announce();

    /// <summary>Another buffer over the same pixels, to be disposed of by itself.</summary>
    public virtual ImageBuffer Share()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref disposed) == 1, this);
        pixels.AddOwner();
        var shared = (ImageBuffer)MemberwiseClone();
        shared.disposed = 0;
        return shared;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
            pixels.RemoveOwner();
    }
}
