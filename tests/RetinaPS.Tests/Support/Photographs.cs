using OpenCvSharp;
using RetinaPS.Devices;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;
using RetinaPS.Imaging.Synthetic;
using Xunit;

namespace RetinaPS.Tests.Support;

/// <summary>Small photographs to test with: plain synthetic eyes on black, and pictures of one's own pixels.</summary>
internal static class Photographs
{
    public const int Width = 200;
    public const int Height = 160;

    /// <summary>A well exposed eye, whole in its frame, without anything that makes it hard to find.</summary>
    public static SyntheticFundusOptions Options(ulong seed, int width = Width, int height = Height) => new()
    {
        Seed = seed,
        Width = width,
        Height = height,
        FillFrame = false,
        RadiusFraction = 0.9,
        OffsetX = 0,
        OffsetY = 0,
        CutTop = 0,
        CutBottom = 0,
        CutLeft = 0,
        CutRight = 0,
        BackgroundLevel = 1,
        NoiseSigma = 1,
        Exposure = 0.9,
        Notch = RimNotch.None,
        Label = false,
        Flare = false,
        Shadow = false,
    };

    public static SyntheticPhotograph Create(ulong seed, int width = Width, int height = Height) => SyntheticFundus.Create(Options(seed, width, height));

    public static RetinaImage Image(ulong seed, int width = Width, int height = Height, string? name = null, EyeMask? mask = null) =>
        Color(Create(seed, width, height).Bgr, width, height, name ?? $"synthetic-{seed}", mask);

    public static RetinaImage Color(byte[] bgr, int width, int height, string name = "colour", EyeMask? mask = null, string? path = null) =>
        new(RetinaDevices.Cpu.Engine.Upload(bgr, width, height, PixelFormat.Bgr24), path, name, mask);

    public static RetinaImage Gray(byte[] levels, int width, int height, string name = "grey") =>
        new(RetinaDevices.Cpu.Engine.Upload(levels, width, height, PixelFormat.Gray8), null, name);

    /// <summary>An image of one colour.</summary>
    public static RetinaImage Plain(int width, int height, byte level, string name = "plain") =>
        Color([.. Enumerable.Repeat(level, width * height * 3)], width, height, name);

    /// <summary>The colours of a photograph's whole frame.</summary>
    public static ColorReference Reference(ulong seed = 99)
    {
        using var image = Image(seed);
        return ColorReference.FromHistograms([image.ComputeHistogram(EyeMask.FullFrame(Width, Height))]);
    }

    /// <summary>Writes a photograph in the format that the file's extension names.</summary>
    public static string Write(string file, ulong seed = 1, int width = Width, int height = Height)
    {
        using var image = Image(seed, width, height);
        return Write(file, image);
    }

    public static string Write(string file, RetinaImage image)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, Encode(image, ImageFileFormats.FromExtension(file) ?? ImageFileFormat.Jpeg));
        return file;
    }

    public static byte[] Encode(RetinaImage image, ImageFileFormat format, int quality = 95)
    {
        using var file = RetinaDevices.Cpu.Engine.Encode(image.Buffer, format, quality);
        return file.Bytes.ToArray();
    }

    /// <summary>Any matrix as a file, for kinds that no <see cref="RetinaImage"/> has.</summary>
    public static string Write(string file, Mat picture)
    {
        Assert.True(Cv2.ImEncode(Path.GetExtension(file), picture, out byte[] bytes));
        File.WriteAllBytes(file, bytes);
        return file;
    }

    /// <summary>The pixels of a file, blue, green, red.</summary>
    public static byte[] Pixels(string file)
    {
        using var image = RetinaImage.Load(file, RetinaDevices.Cpu, color: true);
        return image.CopyPixels();
    }
}
