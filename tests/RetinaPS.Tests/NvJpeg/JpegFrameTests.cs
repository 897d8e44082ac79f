using RetinaPS.Files;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.NvJpeg;

/// <summary>What is read from a JPEG's segments before any decoder sees it, and what is left to the processor for it.</summary>
public sealed class JpegFrameTests
{
    private const byte StartOfFrame = 0xC0;
    private const byte StartOfScan = 0xDA;
    private const byte Huffman = 0xC4;
    private const byte Quantization = 0xDB;

    /// <summary>Ways to make a good file irregular, each of which libjpeg still reads, takes otherwise, or refuses.</summary>
    public static TheoryData<string> Irregularities => [.. Irregular.Keys];

    private static Dictionary<string, Func<byte[], byte[]>> Irregular { get; } = new()
    {
        ["RGB by Adobe's segment"] = file => JpegFiles.WithSegment(file, 0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]),
        ["a Huffman table with too many codes"] = file => Changed(file, JpegFiles.Find(file, Huffman) + 1, 3),
        ["a Huffman table of a class that is none"] = file => Changed(file, JpegFiles.Find(file, Huffman), 0x20),
        ["a quantization table with a zero"] = file => Changed(file, JpegFiles.Find(file, Quantization) + 5, 0),
        ["a quantization table of 16 bits that ends early"] = file => Changed(file, JpegFiles.Find(file, Quantization), 0x10),
        ["a quantization table that nobody defined"] = file => Changed(file, JpegFiles.Find(file, StartOfFrame) + 8, 3),
        ["a sampling factor of 0"] = file => Changed(file, JpegFiles.Find(file, StartOfFrame) + 7, 0x20),
        ["two components of one number"] = file => Changed(file, JpegFiles.Find(file, StartOfFrame) + 9, 1),
        ["a scan that ends before the last coefficient"] = file => Changed(file, JpegFiles.Find(file, StartOfScan) + 8, 62),
        ["a scan of a component that is none"] = file => Changed(file, JpegFiles.Find(file, StartOfScan) + 1, 9),
        ["a Huffman table that nobody defined"] = file => Changed(file, JpegFiles.Find(file, StartOfScan) + 2, 0x33),
        ["restart markers that nobody announced"] = file => [.. file[..^2], 0xFF, 0xD0, 0xFF, 0xD9],
        ["restart markers that are missing"] = file => JpegFiles.WithSegment(file, 0xDD, [0, 5]),
        ["two scans"] = file => [.. file[..^2], .. Scan(file), 0xFF, 0xD9],
        ["bytes between segments"] = file => [0xFF, 0xD8, .. JpegFiles.WithSegment(file, 0xFE, "note"u8)[2..10], 1, 2, 3, .. file[2..]],
        ["a scan that is too short"] = file => [.. file[..(JpegFiles.Find(file, StartOfScan) + 12)], 0xFF, 0xD9],
        ["an EXIF segment that ends early"] = file => JpegFiles.WithSegment(file, 0xE1, [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 9, 0, 0x12, 1]),
        ["an orientation behind another program's data"] = file =>
            JpegFiles.WithSegment(ImageBytes.WithOrientation(file, 6), 0xE1, "http://ns.adobe.com/xap/1.0/\0<x/>"u8),
        ["two orientations"] = file => ImageBytes.WithOrientation(ImageBytes.WithOrientation(file, 6), 3),
        ["an orientation of 9"] = file => ImageBytes.WithOrientation(file, 9),
    };

    [Theory]
    [InlineData(JpegFiles.Sampling444, JpegSampling.Full)]
    [InlineData(JpegFiles.Sampling422, JpegSampling.HalfWidth)]
    [InlineData(JpegFiles.Sampling440, JpegSampling.HalfHeight)]
    [InlineData(JpegFiles.Sampling420, JpegSampling.HalfBoth)]
    [InlineData(JpegFiles.Sampling411, JpegSampling.Other)]
    public void Sampling_and_coding_are_read(int sampling, object expected)
    {
        Assert.Equal((expected, JpegCoding.Baseline, null), Facts(JpegFiles.Color(61, 47, sampling)));
        Assert.Equal((expected, JpegCoding.Progressive, null), Facts(JpegFiles.Color(61, 47, sampling, progressive: true)));
        Assert.Equal((expected, JpegCoding.Baseline, null), Facts(JpegFiles.Color(61, 47, sampling, restart: 3)));
        Assert.Equal((JpegSampling.Gray, JpegCoding.Baseline, null), Facts(JpegFiles.Gray(61, 47)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(8)]
    public void The_orientation_is_read(byte orientation)
    {
        byte[] file = ImageBytes.WithOrientation(JpegFiles.Color(16, 16), orientation);
        Assert.Equal((orientation, null), Orientation(file));
        Assert.Equal((1, null), Orientation(JpegFiles.WithSegment(JpegFiles.Color(16, 16), 0xE1, "http://ns.adobe.com/xap/1.0/\0<x/>"u8)));
    }

    [Fact]
    public void What_follows_the_image_is_not_handed_on()
    {
        byte[] file = JpegFiles.Color(61, 47);
        Assert.Equal(file.Length, NvJpegGpu.Inspect([.. file, 0, 1, 2, 0xFF, 0xD8]).Jpeg!.Length);
    }

    [Theory, MemberData(nameof(Irregularities))]
    public void An_irregular_file_ends_as_on_the_processor(string name)
    {
        using var gpu = new NvJpegGpu();
        byte[] file = Irregular[name](JpegFiles.Color(61, 47));
        string? expected = ErrorOf(() => NvJpegGpu.Expected(file));
        Assert.Equal(expected, ErrorOf(() => gpu.AssertLeftToProcessor(file)));
        Assert.Equal(0, gpu.Count("nvjpegDecodeBatched") + gpu.Count("nvjpegDecode"));
        if (expected is null)
            Assert.NotNull(NvJpegGpu.Inspect(file).Jpeg!.Irregularity);
    }

    [Fact]
    public void Other_samplings_are_left_to_the_processor()
    {
        using var gpu = new NvJpegGpu();
        gpu.AssertLeftToProcessor(JpegFiles.Color(61, 47, JpegFiles.Sampling411));
        gpu.AssertLeftToProcessor(JpegFiles.Color(61, 47, JpegFiles.Sampling411, progressive: true));
    }

    private static (object, JpegCoding, string?) Facts(byte[] file)
    {
        var frame = NvJpegGpu.Inspect(file).Jpeg!;
        return (frame.Sampling, frame.Coding, frame.Irregularity);
    }

    private static (int, string?) Orientation(byte[] file)
    {
        var frame = NvJpegGpu.Inspect(file).Jpeg!;
        return (frame.Orientation, frame.Irregularity);
    }

    private static string? ErrorOf(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (RetinaException e)
        {
            return e.ErrorId.ToString();
        }
    }

    /// <summary>The scan header and the coded data.</summary>
    private static byte[] Scan(byte[] file) => file[(JpegFiles.Find(file, StartOfScan) - 4)..^2];

    private static byte[] Changed(byte[] file, int position, byte value)
    {
        byte[] changed = [.. file];
        changed[position] = value;
        return changed;
    }
}
