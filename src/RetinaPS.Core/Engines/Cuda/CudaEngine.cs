using System.Runtime.CompilerServices;
using RetinaPS.Cuda;
using RetinaPS.Cuda.NvJpeg;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Engines.Vessels;
using RetinaPS.Files;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>
/// The engine that runs on one GPU. Each thread works on a stream of its own; memory keeps the order between streams. JPEG files are decoded
/// by nvJPEG where there is one that takes them and encoded by kernels; all other files are the CPU engine's work, with one transfer each.
/// </summary>
internal sealed class CudaEngine : IRetinaEngine
{
    private readonly RetinaDevice processor;
    private readonly CudaDevice cuda;
    private readonly KernelModules kernels;
    private readonly HistogramKernels histogram;
    private readonly ClaheKernels clahe;
    private readonly ConvertKernels convert;
    private readonly PyramidKernels pyramid;
    private readonly ResizeKernels resize;
    private readonly FilterKernels filters;
    private readonly EyeSearch eyes;
    private readonly JpegKernels jpegs;
    private readonly JpegDecoder? jpegDecoder;
    private readonly JpegEncoder jpegEncoder;
    private readonly VesselSteps vessels;

    // A run matches every photograph to one reference: its tables stay on the device as long as it lives.
    private readonly ConditionalWeakTable<ColorReference, DeviceMemory> references = [];

    /// <summary>Makes the engine; kernels are loaded, and nvJPEG is set up, when something needs them.</summary>
    /// <param name="device">The GPU.</param>
    /// <param name="processor">What does the work that is not the GPU's.</param>
    /// <param name="cuda">The GPU, as its driver sees it.</param>
    /// <param name="nvJpeg">What decodes JPEG files; null where there is none.</param>
    public CudaEngine(RetinaDevice device, RetinaDevice processor, CudaDevice cuda, NvJpegLibrary? nvJpeg = null)
    {
        (Device, this.processor, this.cuda) = (device, processor, cuda);
        kernels = new KernelModules(cuda);
        histogram = new HistogramKernels(kernels);
        clahe = new ClaheKernels(kernels);
        convert = new ConvertKernels(kernels);
        pyramid = new PyramidKernels(kernels);
        resize = new ResizeKernels(kernels);
        filters = new FilterKernels(kernels);
        eyes = new EyeSearch(kernels, convert, pyramid);
        jpegs = new JpegKernels(kernels);
        jpegEncoder = new JpegEncoder(kernels, () => Host);
        jpegDecoder = nvJpeg is null ? null : new JpegDecoder(cuda, nvJpeg);
        vessels = new VesselSteps(this, kernels, Make);
        cuda.Transferred = device.CountBytes;
    }

    public RetinaDevice Device { get; }

    /// <summary>The processor's cores that help the JPEG engines.</summary>
    internal SpareCores SpareCores { get; set; } = SpareCores.OfProcess;

    /// <summary>Whether nothing of the JPEG decoders is being set up.</summary>
    internal bool IsReady => jpegDecoder?.IsReady ?? true;

    /// <summary>The GPU, for who measures it.</summary>
    internal CudaDevice Cuda => cuda;

    /// <summary>The vessel methods' steps, for who holds them against another engine's.</summary>
    internal IVesselSteps VesselSteps => vessels;

    public string Description =>
        $"CUDA {cuda.Driver.VersionText}, compute capability {cuda.ComputeCapability}, kernels by {KernelModules.Origin}, {jpegDecoder?.Description ?? "no nvJPEG"}";

    private IRetinaEngine Host => processor.Engine;

    private CudaStream Stream => cuda.CurrentStream;

    public void Prepare()
    {
        jpegDecoder?.Prepare();
        kernels.Prepare(
            ConvertLauncher.Family, HistogramLauncher.Family, JpegColorLauncher.Family, ClaheLauncher.Family, ResizeLauncher.Family, JpegEncodeLauncher.Family);
    }

    public ImageBuffer Upload(ReadOnlySpan<byte> pixels, int width, int height, PixelFormat format)
    {
        var image = Allocate(width, height, format);
        try
        {
            Stream.Upload(pixels, image.Rows, image.RowBytes);
        }
        catch
        {
            image.Dispose();
            throw;
        }

        Device.CountUpload();
        return image;
    }

    public void Download(ImageBuffer image, Span<byte> pixels)
    {
        var source = OnThisDevice(image);
        Stream.Download(source.Rows, pixels, source.RowBytes);
        Device.CountDownload();
    }

    public ImageBuffer Decode(EncodedImage file, bool color)
    {
        if (file.Jpeg?.Coding == JpegCoding.Baseline && jpegDecoder is { IsBehind: true } && SpareCores.TryTake(few: !jpegDecoder.IsReady))
            return DecodeOnSpareCore(file, color);
        if (jpegDecoder?.TryDecode(file, planes => ToPixels(file, planes, color)) is not { } image)
            return DecodeOnHost(file, color);
        Device.CountUpload();
        Device.CountBytes(toDevice: true, file.Jpeg!.Length);
        return image;
    }

    public PooledFile Encode(ImageBuffer image, ImageFileFormat format, int quality)
    {
        if (format == ImageFileFormat.Jpeg && jpegEncoder.TryEncode(Stream, OnThisDevice(image), quality) is { } file)
        {
            Device.CountDownload();
            return file;
        }

        using var host = CpuBuffer.Allocate(processor, image.Width, image.Height, image.Format);
        Download(image, host.Pixels);
        return Host.Encode(host, format, quality);
    }

    public ImageBuffer ToGray(ImageBuffer image) => ExtractChannel(image, ImageChannel.Gray, invert: false);

    public ImageBuffer ExtractChannel(ImageBuffer image, ImageChannel channel, bool invert)
    {
        if (image.Format != PixelFormat.Bgr24 && !invert)
            return image.Share();
        return Make(image.Width, image.Height, PixelFormat.Gray8, target => convert.ToPlane(Stream, OnThisDevice(image), target, channel, invert));
    }

    public EyeMask? FindEye(ImageBuffer image, EyeMaskOptions options) => eyes.Find(Stream, OnThisDevice(image), options, Make);

    public long[][] CountLevels(ImageBuffer image, RowExtents? mask)
    {
        var stream = Stream;
        var source = OnThisDevice(image);
        int channels = image.Format.Channels();
        using var counts = AllocateCounts(stream, channels);
        using (var onDevice = mask is null ? null : new MaskMemory(stream, mask))
            histogram.Count(stream, source, onDevice, counts);
        var levels = new uint[channels * HistogramSpecification.Levels];
        stream.Download<uint>(counts, levels);
        return HistogramKernels.ToCounts(levels);
    }

    public ImageBuffer ApplyTables(ImageBuffer image, byte[][] tables) => Make(image.Width, image.Height, image.Format, target =>
    {
        var stream = Stream;
        using var memory = Upload(stream, tables);
        histogram.Apply(stream, OnThisDevice(image), target, memory);
    });

    public ImageBuffer Clahe(ImageBuffer image, ClaheOptions options) => Make(image.Width, image.Height, image.Format, target =>
    {
        if (image.Format == PixelFormat.Bgr24 && options.Channel == ImageChannel.Value)
            clahe.EqualizeValue(Stream, OnThisDevice(image), target, options, null, null);
        else
            clahe.EqualizePlane(Stream, OnThisDevice(image), target, options);
    });

    public ImageBuffer PyramidDown(ImageBuffer image, int levels, bool blur)
    {
        var stream = Stream;
        var made = OnThisDevice(image).Share();
        for (int level = 0; level < levels; level++)
        {
            made = made.Then(from => Make((from.Width + 1) / 2, (from.Height + 1) / 2, from.Format, target => pyramid.Halve(stream, from, target)));
            if (blur)
                made = made.Then(sharp => Make(sharp.Width, sharp.Height, sharp.Format, target => pyramid.Blur(stream, sharp, target)));
        }

        return made;
    }

    public ImageBuffer Resize(ImageBuffer image, int width, int height) =>
        Make(width, height, image.Format, target => resize.Shrink(Stream, OnThisDevice(image), target));

    public ImageBuffer Crop(ImageBuffer image, PixelRectangle area) =>
        Make(area.Width, area.Height, image.Format, target => convert.Crop(Stream, OnThisDevice(image), target, area.X, area.Y));

    public ImageBuffer ApplyMask(ImageBuffer image, RowExtents mask) => Make(image.Width, image.Height, image.Format, target =>
    {
        var stream = Stream;
        using var onDevice = new MaskMemory(stream, mask);
        convert.ApplyMask(stream, OnThisDevice(image), target, onDevice);
    });

    public FilterOutput FilterMaximum(ImageBuffer plane, FilterBank bank, FilterResponse response, bool withIndex)
    {
        var source = OnThisDevice(plane);
        var index = withIndex ? Allocate(plane.Width, plane.Height, PixelFormat.Gray8) : null;
        try
        {
            var format = response == FilterResponse.EightBit ? PixelFormat.Gray8 : PixelFormat.Gray32Float;
            return new FilterOutput(Make(plane.Width, plane.Height, format, target => filters.Maximum(Stream, source, target, index, bank)), index);
        }
        catch
        {
            index?.Dispose();
            throw;
        }
    }

    public VesselPlanes MapVessels(ImageBuffer image, EyeMask mask, VesselMapMethod method) => VesselMapper.Map(vessels, OnThisDevice(image), mask, method);

    public PreprocessOutcome Preprocess(ImageBuffer image, PreprocessPlan plan, bool overwriteInput)
    {
        using var context = cuda.Enter();
        var stream = Stream;
        var input = OnThisDevice(image);
        using var source = Prepare(input, plan);
        var mask = plan.KnownMask?.Resize(source.Width, source.Height)
            ?? FindEye(source, plan.Eye)
            ?? throw RetinaErrors.EyeNotFound(plan.SourceName, plan.Eye.Method.ToString());
        if (mask.PixelCount == 0)
            throw RetinaErrors.EmptyMask(plan.SourceName);
        bool inPlace = overwriteInput || source.Memory != input.Memory;
        using var enhanced = inPlace ? source.Share() : Allocate(source.Width, source.Height, source.Format);
        double brightness = Enhance(stream, source, enhanced, mask, plan);
        return ResultFinisher.Finish(this, enhanced, mask, brightness, plan);
    }

    /// <summary>Counts, tables, and CLAHE with look-up and mask: four launches, nothing of image size in between.</summary>
    /// <returns>The mean luma inside the mask before, 0 to 255; NaN where only the launches are wanted, to measure them.</returns>
    /// <exception cref="RetinaException">ConstantChannel.</exception>
    internal double Enhance(CudaStream stream, CudaBuffer source, CudaBuffer target, EyeMask mask, PreprocessPlan plan, bool launchesOnly = false)
    {
        using var onDevice = new MaskMemory(stream, mask.Extents);
        using var counts = AllocateCounts(stream, 3);
        using var tables = MakeTables(stream, source, onDevice, mask, plan, counts);
        clahe.EqualizeValue(stream, source, target, plan.Clahe, tables, onDevice);
        if (launchesOnly)
            return double.NaN;
        const int Levels = 3 * HistogramSpecification.Levels;
        Span<uint> levelsAndFlags = stackalloc uint[Levels + 3];
        stream.Download(counts, levelsAndFlags);
        int channel = levelsAndFlags[Levels..].IndexOf(1u);
        if (channel >= 0)
            throw RetinaErrors.ConstantChannel(plan.SourceName, ColorHistogram.ChannelName(channel));
        return MeanLuma.Of(HistogramKernels.ToCounts(levelsAndFlags[..Levels]));
    }

    /// <summary>Histogram specification alone, tables and all on the device; to measure it.</summary>
    internal CudaBuffer Specify(CudaStream stream, CudaBuffer image, EyeMask mask, PreprocessPlan plan) => Make(image.Width, image.Height, image.Format, target =>
    {
        using var onDevice = new MaskMemory(stream, mask.Extents);
        using var counts = AllocateCounts(stream, 3);
        using var tables = MakeTables(stream, image, onDevice, mask, plan, counts);
        histogram.Apply(stream, image, target, tables);
    });

    /// <summary>The working image of the eye search; to measure it.</summary>
    internal CudaBuffer ShrinkForEyeSearch(CudaBuffer image, int workingSize) =>
        eyes.Shrink(Stream, image, WorkingScale.FactorFor(image.Width, image.Height, workingSize), Make);

    /// <summary>The device's part of a Canny mask; to measure it.</summary>
    internal void QueueCanny(CudaBuffer image, EyeMaskOptions options) => eyes.QueueCanny(Stream, image, options, Make);

    /// <summary>What the JPEG engines have no time for; libjpeg's pixels are theirs.</summary>
    private CudaBuffer DecodeOnSpareCore(EncodedImage file, bool color)
    {
        try
        {
            return DecodeOnHost(file, color);
        }
        finally
        {
            SpareCores.GiveBack();
        }
    }

    private CudaBuffer ToPixels(EncodedImage file, JpegPlanes planes, bool color)
    {
        var frame = file.Jpeg!;
        bool transposed = frame.Orientation >= 5;
        return Make(
            transposed ? file.Height : file.Width, transposed ? file.Width : file.Height,
            color || frame.Sampling != JpegSampling.Gray ? PixelFormat.Bgr24 : PixelFormat.Gray8,
            target => jpegs.ToPixels(Stream, planes, frame.Orientation, target));
    }

    private CudaBuffer DecodeOnHost(EncodedImage file, bool color)
    {
        using var decoded = (CpuBuffer)Host.Decode(file, color);
        return (CudaBuffer)Upload(decoded.Pixels, decoded.Width, decoded.Height, decoded.Format);
    }

    private DeviceMemory MakeTables(CudaStream stream, CudaBuffer source, MaskMemory onDevice, EyeMask mask, PreprocessPlan plan, DeviceMemory counts)
    {
        var reference = references.GetValue(plan.Reference, chosen => Upload(stream, chosen.Tables));
        return cuda.Memory.Allocate(3L * HistogramSpecification.Levels, stream).After(tables =>
        {
            histogram.Count(stream, source, onDevice, counts);
            histogram.Match(stream, counts, (uint)mask.PixelCount, plan.ExcludeSaturated, reference, tables, FlagsOffset(3));
        });
    }

    /// <summary>The photograph in colour, at the size that is enhanced; the caller disposes of it.</summary>
    private CudaBuffer Prepare(CudaBuffer input, PreprocessPlan plan)
    {
        var color = input.Format == PixelFormat.Bgr24
            ? input.Share()
            : Make(input.Width, input.Height, PixelFormat.Bgr24, target => convert.ToColor(Stream, input, target));
        return plan.PyramidDown ? color.Then(large => (CudaBuffer)PyramidDown(large, 1, blur: true)) : color;
    }

    private CudaBuffer OnThisDevice(ImageBuffer image) => image is CudaBuffer buffer && ReferenceEquals(buffer.Device, Device)
        ? buffer
        : throw RetinaErrors.TwoDevices("image", image.Device.Id, Device.Id);

    private CudaBuffer Allocate(int width, int height, PixelFormat format) => CudaBuffer.Allocate(Device, cuda, width, height, format);

    private CudaBuffer Make(int width, int height, PixelFormat format, Action<CudaBuffer> compute) => Allocate(width, height, format).After(compute);

    /// <summary>Where behind the counts each channel's flag stands that says whether it is constant.</summary>
    private static long FlagsOffset(int channels) => (long)channels * HistogramSpecification.Levels * sizeof(uint);

    /// <summary>Counters of every channel's levels and a flag for each channel, all 0.</summary>
    private DeviceMemory AllocateCounts(CudaStream stream, int channels) =>
        cuda.Memory.Allocate(FlagsOffset(channels) + (channels * sizeof(int)), stream).After(counts => stream.Fill(counts, 0));

    private static DeviceMemory Upload(CudaStream stream, byte[][] tables) => stream.Upload<byte>([.. tables.SelectMany(table => table)]);
}
