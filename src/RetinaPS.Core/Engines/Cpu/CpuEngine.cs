using OpenCvSharp;
using RetinaPS.Engines.Cpu.Filtering;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Engines.Vessels;
using RetinaPS.Files;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cpu;

/// <summary>The engine that runs on the processor, on OpenCV.</summary>
internal sealed class CpuEngine : IRetinaEngine
{
    private readonly PreprocessChain chain;
    private readonly FixedPointFilter filters = new();
    private readonly VesselSteps vessels;

    public CpuEngine(RetinaDevice device)
    {
        Device = device;
        Description = $"OpenCV {OpenCvLibrary.EnsureLoaded()}, {Cv2.GetNumThreads()} threads";
        chain = new PreprocessChain(device);
        vessels = new VesselSteps(this);
    }

    public RetinaDevice Device { get; }

    public string Description { get; }

    /// <summary>The vessel methods' steps, for who holds them against another engine's.</summary>
    internal IVesselSteps VesselSteps => vessels;

    public void Prepare()
    {
        // OpenCV has nothing to set up.
    }

    public ImageBuffer Upload(ReadOnlySpan<byte> pixels, int width, int height, PixelFormat format)
    {
        var buffer = CpuBuffer.Allocate(Device, width, height, format);
        pixels.CopyTo(buffer.Pixels);
        return buffer;
    }

    public void Download(ImageBuffer image, Span<byte> pixels) => Host(image).Pixels.CopyTo(pixels);

    public ImageBuffer Decode(EncodedImage file, bool color)
    {
        var mode = color ? ImreadModes.Color : ImreadModes.AnyColor;
        Mat mat;
        try
        {
            mat = Cv2.ImDecode(file.Bytes.Span, mode);
        }
        catch (OpenCVException e)
        {
            throw RetinaErrors.DecodeFailed(file.Source, e.ErrMsg, e);
        }

        if (!mat.Empty())
            return new CpuBuffer(Device, mat);
        mat.Dispose();
        throw RetinaErrors.DecodeFailed(file.Source, $"its {file.Format.ToString().ToUpperInvariant()} data are damaged.");
    }

    public PooledFile Encode(ImageBuffer image, ImageFileFormat format, int quality)
    {
        var mat = Host(image).Mat;
        using var bytes = format != ImageFileFormat.Tiff && image.Format == PixelFormat.Gray32Float ? ToEightBit(mat) : null;
        ImageEncodingParam[] parameters = format == ImageFileFormat.Jpeg ? [new(ImwriteFlags.JpegQuality, quality)] : [];
        string extension = format switch
        {
            ImageFileFormat.Jpeg => ".jpg",
            ImageFileFormat.Png => ".png",
            ImageFileFormat.Tiff => ".tif",
            _ => ".bmp",
        };
        try
        {
            Cv2.ImEncode(extension, bytes ?? mat, out byte[] encoded, parameters);
            return encoded.Length > 0 ? PooledFile.Of(encoded) : throw RetinaErrors.EncodeFailed(image.Width, image.Height, format);
        }
        catch (OpenCVException e)
        {
            throw RetinaErrors.EncodeFailed(image.Width, image.Height, format, e);
        }
    }

    public ImageBuffer ToGray(ImageBuffer image)
    {
        if (image.Format == PixelFormat.Gray8)
            return image.Share();
        return Make(target => Cv2.CvtColor(Host(image).Mat, target, ColorConversionCodes.BGR2GRAY));
    }

    public ImageBuffer ExtractChannel(ImageBuffer image, ImageChannel channel, bool invert)
    {
        var source = Host(image);
        if (source.Format != PixelFormat.Bgr24 && !invert)
            return image.Share();
        return Make(target =>
        {
            if (source.Format != PixelFormat.Bgr24)
                source.Mat.CopyTo(target);
            else if (channel == ImageChannel.Gray)
                Cv2.CvtColor(source.Mat, target, ColorConversionCodes.BGR2GRAY);
            else if (channel == ImageChannel.Value)
                ValuePlane(source.Mat, target);
            else
                Cv2.ExtractChannel(source.Mat, target, IndexOf(channel));
            if (invert)
                Cv2.BitwiseNot(target, target);
        });
    }

    public EyeMask? FindEye(ImageBuffer image, EyeMaskOptions options) => EyeSearch.Find(Host(image), options);

    public long[][] CountLevels(ImageBuffer image, RowExtents? mask) => LevelCounter.Count(Host(image), mask);

    public ImageBuffer ApplyTables(ImageBuffer image, byte[][] tables)
    {
        using var table = TableOf(tables);
        return Make(target => Cv2.LUT(Host(image).Mat, table, target));
    }

    public ImageBuffer Clahe(ImageBuffer image, ClaheOptions options)
    {
        var source = Host(image).Mat;
        using var clahe = Cv2.CreateCLAHE(options.ClipLimit, new Size(options.TilesX, options.TilesY));
        if (image.Format == PixelFormat.Gray8)
            return Make(target => clahe.Apply(source, target));
        using var plane = new Mat();
        if (options.Channel == ImageChannel.Value)
        {
            using var hsv = new Mat();
            Cv2.CvtColor(source, hsv, ColorConversionCodes.BGR2HSV);
            Cv2.ExtractChannel(hsv, plane, 2);
            clahe.Apply(plane, plane);
            Cv2.InsertChannel(plane, hsv, 2);
            return Make(target => Cv2.CvtColor(hsv, target, ColorConversionCodes.HSV2BGR));
        }

        Cv2.ExtractChannel(source, plane, IndexOf(options.Channel));
        clahe.Apply(plane, plane);
        return Make(target =>
        {
            source.CopyTo(target);
            Cv2.InsertChannel(plane, target, IndexOf(options.Channel));
        });
    }

    public ImageBuffer PyramidDown(ImageBuffer image, int levels, bool blur) => Make(target =>
    {
        var source = Host(image).Mat;
        for (int level = 0; level < levels; level++)
        {
            Cv2.PyrDown(level == 0 ? source : target, target);
            if (blur)
                EyeSearch.Blur(target, target);
        }
    });

    public ImageBuffer Resize(ImageBuffer image, int width, int height) =>
        Make(target => Cv2.Resize(Host(image).Mat, target, new Size(width, height), 0, 0, InterpolationFlags.Area));

    public ImageBuffer Crop(ImageBuffer image, PixelRectangle area)
    {
        var source = Host(image).Mat;
        var inside = new Rect(area.X, area.Y, area.Width, area.Height).Intersect(new Rect(0, 0, source.Width, source.Height));
        return new CpuBuffer(Device, new Mat(area.Height, area.Width, source.Type(), Scalar.All(0)).After(target =>
        {
            if (inside.Width <= 0 || inside.Height <= 0)
                return;
            using var from = new Mat(source, inside);
            using var to = new Mat(target, new Rect(inside.X - area.X, inside.Y - area.Y, inside.Width, inside.Height));
            from.CopyTo(to);
        }));
    }

    public ImageBuffer ApplyMask(ImageBuffer image, RowExtents mask)
    {
        var masked = new CpuBuffer(Device, Host(image).Mat.Clone());
        PreprocessChain.ClearOutside(masked.Mat, mask, 0);
        return masked;
    }

    public FilterOutput FilterMaximum(ImageBuffer plane, FilterBank bank, FilterResponse response, bool withIndex)
    {
        var format = response == FilterResponse.EightBit ? PixelFormat.Gray8 : PixelFormat.Gray32Float;
        var index = withIndex ? Allocate(plane, PixelFormat.Gray8) : null;
        try
        {
            return new FilterOutput(Allocate(plane, format).After(target => filters.Maximum(Host(plane), target, index, bank)), index);
        }
        catch
        {
            index?.Dispose();
            throw;
        }
    }

    public VesselPlanes MapVessels(ImageBuffer image, EyeMask mask, VesselMapMethod method) => VesselMapper.Map(vessels, Host(image), mask, method);

    public PreprocessOutcome Preprocess(ImageBuffer image, PreprocessPlan plan, bool overwriteInput) =>
        chain.Run(Host(image), plan, overwriteInput);

    private CpuBuffer Host(ImageBuffer image) =>
        image as CpuBuffer ?? throw RetinaErrors.TwoDevices("image", image.Device.Id, Device.Id);

    private static int IndexOf(ImageChannel channel) => channel switch
    {
        ImageChannel.Blue => 0,
        ImageChannel.Green => 1,
        ImageChannel.Red => 2,
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, null),
    };

    private static void ValuePlane(Mat bgr, Mat value)
    {
        using var hsv = new Mat();
        Cv2.CvtColor(bgr, hsv, ColorConversionCodes.BGR2HSV);
        Cv2.ExtractChannel(hsv, value, 2);
    }

    private static Mat TableOf(byte[][] tables)
    {
        var table = new Mat(1, HistogramSpecification.Levels, tables.Length == 3 ? MatType.CV_8UC3 : MatType.CV_8UC1);
        for (int level = 0; level < HistogramSpecification.Levels; level++)
        {
            if (tables.Length == 3)
                table.Set(0, level, new Vec3b(tables[0][level], tables[1][level], tables[2][level]));
            else
                table.Set(0, level, tables[0][level]);
        }

        return table;
    }

    /// <summary>A float image for an 8-bit file: its range from 0 to its maximum becomes 0..255; negative values become 0.</summary>
    private static Mat ToEightBit(Mat response)
    {
        Cv2.MinMaxLoc(response, out _, out double maximum);
        var bytes = new Mat();
        response.ConvertTo(bytes, MatType.CV_8UC1, maximum > 0 ? 255 / maximum : 1);
        return bytes;
    }

    private CpuBuffer Make(Action<Mat> compute) => new(Device, new Mat().After(compute));

    private CpuBuffer Allocate(ImageBuffer like, PixelFormat format) => CpuBuffer.Allocate(Device, like.Width, like.Height, format);
}
