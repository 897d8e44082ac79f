using System.Buffers.Binary;
using RetinaPS.Files;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>
/// What a JPEG file of one quality consists of besides its coded data, taken from a small one that the processor's encoder made: its
/// segments, in which only the size changes, and the tables that it codes with.
/// </summary>
internal sealed class JpegTemplate
{
    /// <summary>Words of one component's codes: 16 for means, 256 for runs and sizes.</summary>
    private const int CodeWords = 16 + 256;
    private const int Coefficients = 64;
    private readonly byte[] header;
    private int sizePosition = -1;

    private JpegTemplate(byte[] header) => this.header = header;

    /// <summary>For luma, then chroma: each coefficient's divisor and, above its 16 bits, its place in the zigzag order.</summary>
    public uint[] Divisors { get; } = new uint[2 * Coefficients];

    /// <summary>For luma, then chroma: the codes, each with its length above its 16 bits.</summary>
    public uint[] Codes { get; } = new uint[2 * CodeWords];

    /// <summary>Bytes before the coded data.</summary>
    public int Length => header.Length;

    /// <summary>Makes the template of a quality.</summary>
    /// <returns>Null where the processor's encoder makes files of another kind than the kernels do.</returns>
    public static JpegTemplate? Create(IRetinaEngine host, PixelFormat format, int quality)
    {
        const int side = 16;
        using var sample = host.Upload(new byte[side * side * format.BytesPerPixel()], side, side, format);
        using var file = host.Encode(sample, ImageFileFormat.Jpeg, quality);
        var frame = ImageFileInspector.Inspect("template", file.Bytes, side * side).Jpeg!;
        var wanted = format == PixelFormat.Bgr24 ? JpegSampling.HalfBoth : JpegSampling.Gray;
        return frame is { IsRegular: true, Coding: JpegCoding.Baseline } && frame.Sampling == wanted ? Read(file.Bytes.Span) : null;
    }

    /// <summary>Writes the segments of a file of that size.</summary>
    public void Write(Span<byte> target, int width, int height)
    {
        header.CopyTo(target);
        BinaryPrimitives.WriteUInt16BigEndian(target[sizePosition..], (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(target[(sizePosition + 2)..], (ushort)width);
    }

    /// <summary>Reads a file that has been found regular.</summary>
    private static JpegTemplate? Read(ReadOnlySpan<byte> file)
    {
        const byte startOfFrame = 0xC0, huffman = 0xC4, startOfScan = 0xDA, quantization = 0xDB, restartInterval = 0xDD;
        int end = 2;
        while (file[end + 1] != startOfScan)
            end += SegmentBytes(file, end);
        var template = new JpegTemplate(file[..(end + SegmentBytes(file, end))].ToArray());
        for (int position = 2; position < end; position += SegmentBytes(file, position))
        {
            var content = file.Slice(position + 4, SegmentBytes(file, position) - 4);
            switch (file[position + 1])
            {
                case startOfFrame: template.sizePosition = position + 5; break;
                case quantization: template.ReadDivisors(content); break;
                case huffman: template.ReadCodes(content); break;
                case restartInterval: return null;
                default: break;
            }
        }

        return template;
    }

    private static int SegmentBytes(ReadOnlySpan<byte> file, int position) => 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(position + 2)..]);

    private void ReadDivisors(ReadOnlySpan<byte> content)
    {
        // The transform's results are eight times as large as T.81's.
        const uint scale = 8;
        for (; !content.IsEmpty; content = content[(1 + Coefficients)..])
        {
            for (int place = 0; place < Coefficients; place++)
                Divisors[((content[0] & 1) * Coefficients) + ZigzagOrder.Positions[place]] = (content[1 + place] * scale) | ((uint)place << 16);
        }
    }

    private void ReadCodes(ReadOnlySpan<byte> content)
    {
        const int lengths = 16;
        while (!content.IsEmpty)
        {
            int start = ((content[0] & 1) * CodeWords) + (content[0] >= 0x10 ? 16 : 0), symbol = 1 + lengths;
            uint code = 0;
            for (int length = 1; length <= lengths; length++, code <<= 1)
            {
                for (int i = 0; i < content[length]; i++)
                    Codes[start + content[symbol++]] = code++ | ((uint)length << 16);
            }

            content = content[symbol..];
        }
    }
}
