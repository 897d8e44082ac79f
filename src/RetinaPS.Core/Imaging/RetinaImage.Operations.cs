namespace RetinaPS.Imaging;

/// <content>
/// What is done to images. Each operation leaves the image as it is and gives a new one on the same device, the caller's to dispose of, with
/// the mask that fits it. Errors of the device itself are those of its driver.
/// </content>
public sealed partial class RetinaImage
{
    /// <summary>Looks for the eye.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>The mask. Where <see cref="EyeMask.IsDoubtful"/> is true, look at it before using it.</returns>
    /// <exception cref="RetinaException">EyeNotFound; or UnsupportedFormat for a float image.</exception>
    public EyeMask FindMask(EyeMaskOptions? options = null)
    {
        RequireLevels("The search for the eye", "Look for it in the 8-bit image, before it is filtered.");
        options ??= new EyeMaskOptions();
        return Device.Engine.FindEye(Buffer, options)?.For(Path, Name) ?? throw RetinaErrors.EyeNotFound(Path ?? Name, options.Method.ToString());
    }

    /// <summary>Looks for the eye.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>The same pixels with their <see cref="Mask"/>.</returns>
    /// <exception cref="RetinaException">EyeNotFound; or UnsupportedFormat for a float image.</exception>
    public RetinaImage FindEye(EyeMaskOptions? options = null) => WithMask(FindMask(options));

    /// <summary>Gives the image another mask.</summary>
    /// <param name="mask">A mask of the image's size, or null for none.</param>
    /// <returns>The same pixels with that mask; freed when the last image that shares them is disposed of.</returns>
    /// <exception cref="RetinaException">SizeMismatch.</exception>
    public RetinaImage WithMask(EyeMask? mask) => new(Buffer.Share(), Path, Name, mask);

    /// <summary>Blackens what is outside the eye.</summary>
    /// <param name="mask">A mask of the image's size; null for the image's own, or the one that is found.</param>
    /// <returns>The image, 0 outside the mask, with the mask.</returns>
    /// <exception cref="RetinaException">SizeMismatch; or EyeNotFound.</exception>
    public RetinaImage ApplyMask(EyeMask? mask = null)
    {
        mask ??= RequireMask();
        if (mask.Width != Width || mask.Height != Height)
            throw RetinaErrors.MaskSizeMismatch(Name, mask.Width, mask.Height, Width, Height);
        return Derive(Device.Engine.ApplyMask(Buffer, mask.Extents), mask);
    }

    /// <summary>Counts the levels inside the eye.</summary>
    /// <param name="mask">Where to count; null for the image's own mask, or the one that is found.</param>
    /// <param name="excludeSaturated">Leaves level 255 out of the cumulative distributions.</param>
    /// <returns>A histogram and a cumulative distribution of each channel.</returns>
    /// <exception cref="RetinaException">UnsupportedFormat for a float image; EmptyMask; or EyeNotFound.</exception>
    public ColorHistogram ComputeHistogram(EyeMask? mask = null, bool excludeSaturated = false)
    {
        RequireLevels("A histogram");
        return new ColorHistogram(Path, Name, Device.Engine.CountLevels(Buffer, (mask ?? RequireMask()).Extents), excludeSaturated);
    }

    /// <summary>Histogram specification: gives the image the colours of a reference, by what is inside the eye (specification, section 16).</summary>
    /// <param name="reference">The colours; a grey image takes those of the reference's green channel.</param>
    /// <param name="excludeSaturated">Whether level 255 is left out of the image's distributions; null as the reference does.</param>
    /// <returns>The image in those colours, with the image's own mask, or the one that is found.</returns>
    /// <exception cref="RetinaException">ConstantChannel; EmptyMask; EyeNotFound; or UnsupportedFormat for a float image.</exception>
    public RetinaImage MatchColors(ColorReference reference, bool? excludeSaturated = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var mask = RequireMask();
        var tables = reference.TablesFor(ComputeHistogram(mask, excludeSaturated ?? reference.ExcludeSaturated));
        return Derive(Device.Engine.ApplyTables(Buffer, tables), mask);
    }

    /// <summary>Contrast-limited adaptive histogram equalization.</summary>
    /// <param name="options">Clip limit, tiles and channel; null for the defaults.</param>
    /// <returns>The image with more contrast, and its mask.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    /// <exception cref="RetinaException">UnsupportedFormat for a float image.</exception>
    public RetinaImage Clahe(ClaheOptions? options = null)
    {
        options ??= new ClaheOptions();
        options.Check();
        RequireLevels("CLAHE");
        return Derive(Device.Engine.Clahe(Buffer, options), Mask);
    }

    /// <summary>Halves the image by the Gaussian pyramid's 5 x 5 filter; odd sizes are rounded up.</summary>
    /// <param name="levels">How often, 1 to 16.</param>
    /// <param name="blur">Blurs after each halving with a 7 x 7 Gaussian of sigma 30 pixels, as the original did.</param>
    /// <returns>The smaller image, with its mask.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of levels is outside of its range.</exception>
    /// <exception cref="RetinaException">UnsupportedFormat for a float image.</exception>
    public RetinaImage PyramidDown(int levels = 1, bool blur = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(levels, 16);
        RequireLevels("The pyramid");
        var pixels = Device.Engine.PyramidDown(Buffer, levels, blur);
        return Derive(pixels, Mask?.Resize(pixels.Width, pixels.Height));
    }

    /// <summary>Shrinks the image by averaging; nothing is enlarged.</summary>
    /// <param name="size">The longer side at most, 1 to 65535 pixels.</param>
    /// <returns>The smaller image, with its mask; the same pixels where the image is small enough.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is outside of its range.</exception>
    public RetinaImage Resize(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, ushort.MaxValue);
        var (width, height) = SizeLimit.Fit(Width, Height, size);
        return (width, height) == (Width, Height)
            ? WithMask(Mask)
            : Derive(Device.Engine.Resize(Buffer, width, height), Mask?.Resize(width, height));
    }

    /// <summary>The largest response of a bank's kernels at each pixel of one channel.</summary>
    /// <param name="bank">The bank; one that is used again should be the same object.</param>
    /// <param name="channel">The channel of a colour image.</param>
    /// <param name="invert">Inverts the plane first (255 - x), so that dark vessels become bright lines.</param>
    /// <param name="response">In what numbers the bank answers.</param>
    /// <returns>A grey image of the image's size, Gray8 or Gray32Float, with its mask.</returns>
    /// <exception cref="RetinaException">UnsupportedFormat for a float image.</exception>
    public RetinaImage Filter(
        FilterBank bank, ImageChannel channel = ImageChannel.Green, bool invert = false, FilterResponse response = FilterResponse.EightBit) =>
        Derive(FilterPlane(bank, channel, invert, response, withIndex: false).Response, Mask);

    /// <summary>The same with the number of the kernel that answered at each pixel.</summary>
    /// <param name="bank">The bank, of 256 kernels at most.</param>
    /// <param name="channel">The channel of a colour image.</param>
    /// <param name="invert">Inverts the plane first (255 - x), so that dark vessels become bright lines.</param>
    /// <param name="response">In what numbers the bank answers.</param>
    /// <returns>Both images, with the mask.</returns>
    /// <exception cref="RetinaException">UnsupportedFormat for a float image; or InvalidArgument for a bank of more kernels.</exception>
    public MatchedFilterResponse FilterWithIndex(
        FilterBank bank, ImageChannel channel = ImageChannel.Green, bool invert = false, FilterResponse response = FilterResponse.EightBit)
    {
        ArgumentNullException.ThrowIfNull(bank);
        bank.RequireIndex();
        var output = FilterPlane(bank, channel, invert, response, withIndex: true);
        return new MatchedFilterResponse(Derive(output.Response, Mask), Derive(output.Index!, Mask), bank);
    }

    /// <summary>Finds the vessels inside the eye (docs/vessels.md).</summary>
    /// <param name="method">How.</param>
    /// <returns>The response and the map, the caller's to dispose of.</returns>
    /// <exception cref="RetinaException">EyeNotFound; EmptyMask; or UnsupportedFormat for a float image.</exception>
    public VesselMap FindVessels(VesselMapMethod method = VesselMapMethod.Multiscale)
    {
        RequireLevels("The search for vessels", "Use the 8-bit photograph.");
        var mask = RequireMask();
        if (mask.PixelCount == 0)
            throw RetinaErrors.EmptyMask(Name);
        return new VesselMap(Device.Engine.MapVessels(Buffer, mask, method), mask, method, Path, Name);
    }

    private EyeMask RequireMask() => Mask ?? FindMask();

    private FilterOutput FilterPlane(FilterBank bank, ImageChannel channel, bool invert, FilterResponse response, bool withIndex)
    {
        ArgumentNullException.ThrowIfNull(bank);
        RequireLevels("A filter bank");
        using var plane = Device.Engine.ExtractChannel(Buffer, channel, invert);
        return Device.Engine.FilterMaximum(plane, bank, response, withIndex);
    }

    private void RequireLevels(string operation, string remedy = "Use an 8-bit image.")
    {
        if (Format == PixelFormat.Gray32Float)
            throw RetinaErrors.UnsupportedPixels(Name, Format, operation, remedy);
    }
}
