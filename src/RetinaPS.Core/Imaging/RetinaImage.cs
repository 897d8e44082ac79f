namespace RetinaPS.Imaging;

/// <summary>
/// A photograph, or what was made of one: facts that stay readable after disposal, over one buffer of pixels that lives either in host
/// memory or on one GPU. No property copies pixels; <see cref="CopyPixels"/> does.
/// </summary>
/// <remarks>
/// <see cref="Dispose"/> frees the pixels at once; otherwise the garbage collector does, and it is told how much memory the pixels hold.
/// Operations may be called from several threads at once.
/// </remarks>
public sealed partial class RetinaImage : IDisposable
{
    private ImageBuffer? buffer;

    /// <summary>Takes the buffer over.</summary>
    internal RetinaImage(ImageBuffer buffer, string? path, string name, EyeMask? mask = null)
    {
        this.buffer = buffer;
        (Width, Height, Format, Device) = (buffer.Width, buffer.Height, buffer.Format, buffer.Device);
        Path = path;
        Name = name;
        if (mask is not null && (mask.Width != Width || mask.Height != Height))
            throw RetinaErrors.MaskSizeMismatch(name, mask.Width, mask.Height, Width, Height);
        Mask = mask;
        buffer.Announce();
    }

    /// <summary>The file that the image came from, or null for one made in memory.</summary>
    public string? Path { get; }

    /// <summary>The image's name: its file name without extension, unless another was given.</summary>
    public string Name { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>How a pixel is stored.</summary>
    public PixelFormat Format { get; }

    /// <summary>The device that holds the pixels.</summary>
    public RetinaDevice Device { get; }

    /// <summary>Where the eye is, or null if nobody has looked yet.</summary>
    public EyeMask? Mask { get; }

    /// <summary>Whether the pixels have been freed.</summary>
    public bool IsDisposed => Volatile.Read(ref buffer) is null;

    /// <summary>The size of the pixels in bytes.</summary>
    public long ByteCount => (long)Width * Height * Format.BytesPerPixel();

    /// <exception cref="RetinaException">InvalidArgument: the pixels have been freed.</exception>
    internal ImageBuffer Buffer => Volatile.Read(ref buffer) ?? throw RetinaErrors.PixelsFreed(Name, this);

    /// <summary>Copies the pixels to a new array in host memory: rows from the top, without padding, in the image's format.</summary>
    /// <returns><see cref="ByteCount"/> bytes; a <see cref="PixelFormat.Gray32Float"/> pixel takes four, in the machine's byte order.</returns>
    /// <exception cref="ObjectDisposedException">The pixels have been freed.</exception>
    public byte[] CopyPixels()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        var pixels = new byte[ByteCount];
        Device.Engine.Download(Buffer, pixels);
        return pixels;
    }

    /// <summary>Frees the pixels. Images that share them keep them.</summary>
    public void Dispose() => Interlocked.Exchange(ref buffer, null)?.Dispose();

    /// <summary>The image as name, size and format.</summary>
    public override string ToString() => $"{Name} {Width}x{Height} {Format}";

    /// <summary>An image made from this one: new pixels, the same source.</summary>
    internal RetinaImage Derive(ImageBuffer pixels, EyeMask? mask) => new(pixels, Path, Name, mask);
}
