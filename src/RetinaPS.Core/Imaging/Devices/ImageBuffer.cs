namespace RetinaPS.Imaging;

/// <summary>
/// The pixels of one image, in one device's memory. Counted references: images that share pixels hold one each, and the last one frees
/// them. What nobody releases, the finalizer frees.
/// <para>Pixels that go to the pipeline are announced to the collector, which otherwise sees a small object only; those that an operation
/// releases itself are not: a batch makes and frees gigabytes of them a second, and each announcement may start a collection.</para>
/// </summary>
internal abstract class ImageBuffer
{
    private int references = 1;
    private int announced;

    protected ImageBuffer(RetinaDevice device, int width, int height, PixelFormat format)
        => (Device, Width, Height, Format) = (device, width, height, format);

    ~ImageBuffer() => Free(false);

    public RetinaDevice Device { get; }

    public int Width { get; }

    public int Height { get; }

    public PixelFormat Format { get; }

    public long ByteCount => (long)Width * Height * Format.BytesPerPixel();

    /// <summary>Tells the collector how much memory goes with this object, once.</summary>
    public void Announce()
    {
        if (Interlocked.Exchange(ref announced, 1) == 0)
            GC.AddMemoryPressure(Math.Max(ByteCount, 1));
    }

    public ImageBuffer AddReference()
    {
        int seen = Volatile.Read(ref references);
        while (seen > 0)
        {
            int before = Interlocked.CompareExchange(ref references, seen + 1, seen);
            if (before == seen)
                return this;
            seen = before;
        }

        throw new ObjectDisposedException(GetType().Name);
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref references) != 0)
            return;
        GC.SuppressFinalize(this);
        Free(true);
    }

    /// <summary>Gives the memory back. Called once; <paramref name="disposing"/> is false on the finalizer's thread.</summary>
    protected abstract void FreeMemory(bool disposing);

    private void Free(bool disposing)
    {
        FreeMemory(disposing);
        if (announced == 1)
            GC.RemoveMemoryPressure(Math.Max(ByteCount, 1));
    }
}
