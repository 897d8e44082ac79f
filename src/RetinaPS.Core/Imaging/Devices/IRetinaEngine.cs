using RetinaPS.Files;

namespace RetinaPS.Imaging;

/// <summary>
/// What is done to images, on one device. Every engine gives the bits that the specification states; pixels that nvJPEG's kernels decode are
/// the exception, within the limits of docs/cuda.md. All methods may be called from several threads at once. Buffers that are taken are
/// borrowed; buffers that are returned are the caller's to dispose of.
/// </summary>
internal interface IRetinaEngine
{
    RetinaDevice Device { get; }

    string Description { get; }

    /// <summary>Begins, in the background, to set up what a run of many files needs. What fails there fails again where it is needed.</summary>
    void Prepare();

    /// <summary>Copies pixels from host memory: rows from the top, without padding.</summary>
    ImageBuffer Upload(ReadOnlySpan<byte> pixels, int width, int height, PixelFormat format);

    /// <summary>Copies pixels to host memory: rows from the top, without padding.</summary>
    void Download(ImageBuffer image, Span<byte> pixels);

    /// <summary>Decodes a file that <see cref="ImageFileInspector"/> has passed.</summary>
    ImageBuffer Decode(EncodedImage file, bool color);

    /// <summary>Encodes an image; the caller disposes of the file.</summary>
    PooledFile Encode(ImageBuffer image, ImageFileFormat format, int quality);

    /// <summary>Colour to grey: 15-bit fixed point weights, as OpenCV's BGR2GRAY.</summary>
    ImageBuffer ToGray(ImageBuffer image);

    /// <summary>One channel of a colour image, or the image itself if it is grey; inverted (255 - x) on request.</summary>
    ImageBuffer ExtractChannel(ImageBuffer image, ImageChannel channel, bool invert);

    /// <summary>Finds the eye.</summary>
    /// <returns>The mask, or null when there is no eye.</returns>
    EyeMask? FindEye(ImageBuffer image, EyeMaskOptions options);

    /// <summary>Counts each channel's levels inside the mask (or the whole frame): [channel][level].</summary>
    long[][] CountLevels(ImageBuffer image, RowExtents? mask);

    /// <summary>Applies one table of 256 levels a channel to every pixel.</summary>
    ImageBuffer ApplyTables(ImageBuffer image, byte[][] tables);

    /// <summary>Contrast-limited adaptive histogram equalization of one channel, or of the grey image.</summary>
    ImageBuffer Clahe(ImageBuffer image, ClaheOptions options);

    /// <summary>Halves the image <paramref name="levels"/> times; each time a 7 x 7 Gaussian of sigma 30 follows if asked for.</summary>
    ImageBuffer PyramidDown(ImageBuffer image, int levels, bool blur);

    /// <summary>Shrinks by averaging the covered area.</summary>
    ImageBuffer Resize(ImageBuffer image, int width, int height);

    /// <summary>Cuts a rectangle out; what lies outside the image is 0.</summary>
    ImageBuffer Crop(ImageBuffer image, PixelRectangle area);

    /// <summary>Sets every pixel outside the region to 0.</summary>
    ImageBuffer ApplyMask(ImageBuffer image, RowExtents mask);

    /// <summary>
    /// The largest response of a bank's kernels at each pixel of a Gray8 plane, and on request which kernel gave it. Sums are of whole numbers
    /// (<see cref="FixedPointBank"/>); 8-bit responses are rounded to nearest even and clamped to 0..255. A bank that is used again should be the
    /// same object, because engines keep what they make of it.
    /// </summary>
    FilterOutput FilterMaximum(ImageBuffer plane, FilterBank bank, FilterResponse response, bool withIndex);

    /// <summary>The largest response of each bank's kernels: one output a bank, in their order.</summary>
    FilterOutput[] FilterMaxima(ImageBuffer plane, IReadOnlyList<FilterBank> banks, FilterResponse response, bool withIndex)
    {
        var outputs = new List<FilterOutput>(banks.Count);
        try
        {
            foreach (var bank in banks)
                outputs.Add(FilterMaximum(plane, bank, response, withIndex));
            return [.. outputs];
        }
        catch
        {
            outputs.ForEach(output => output.Dispose());
            throw;
        }
    }

    /// <summary>The same in single precision, without the kernels' numbers.</summary>
    ImageBuffer[] FilterMaxima(ImageBuffer plane, IReadOnlyList<FilterBank> banks) =>
        Array.ConvertAll(FilterMaxima(plane, banks, FilterResponse.Float, withIndex: false), output => output.Response);

    /// <summary>Finds the vessels inside the eye.</summary>
    VesselPlanes MapVessels(ImageBuffer image, EyeMask mask, VesselMapMethod method);

    /// <summary>The whole chain in one go, fused as the device likes; the image's own memory may serve it if the caller has no more use for the pixels.</summary>
    PreprocessOutcome Preprocess(ImageBuffer image, PreprocessPlan plan, bool overwriteInput);
}
