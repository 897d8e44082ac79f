using System.Buffers.Binary;

namespace RetinaPS.Files;

/// <summary>
/// The segments of a JPEG file (ITU-T T.81, annex B): its frame header, whether the file ends where it should, and whether all is in order.
/// </summary>
internal static class JpegHeader
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    public static (ImageFileFormat Format, long Width, long Height) Read(string source, ReadOnlySpan<byte> file, out JpegFrame frame)
    {
        var structure = new JpegStructure();
        long width = 0, height = 0;
        int position = 2;
        bool scanSeen = false;
        while (NextMarker(file, ref position, structure) is var marker && marker != EndOfImage)
        {
            if (marker < 0)
                throw Truncated(source);
            if (marker is >= 0xD0 and <= 0xD8 or 0x01)
            {
                structure.Note("a marker outside its place");
                continue;
            }

            if (position + 2 > file.Length)
                throw Truncated(source);
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[position..]);
            if (length < 2)
                throw RetinaErrors.DecodeFailed(source, $"the segment at byte {position} has no length.");
            if (position + length > file.Length)
                throw Truncated(source);
            var segment = file.Slice(position + 2, length - 2);
            position += length;
            if (IsStartOfFrame((byte)marker) && width > 0)
                throw RetinaErrors.DecodeFailed(source, "it has two frame headers.");
            if (IsStartOfFrame((byte)marker))
                (width, height) = ReadFrame(source, (byte)marker, segment);
            structure.Read((byte)marker, segment);
            if (marker != StartOfScan)
                continue;
            scanSeen = true;
            position = structure.PassScan(file, position);
        }

        if (width == 0 || height == 0)
            throw RetinaErrors.DecodeFailed(source, "it has no frame header.");
        if (!scanSeen)
            throw RetinaErrors.DecodeFailed(source, "it holds no image data.");
        frame = structure.Complete(position);
        return (ImageFileFormat.Jpeg, width, height);
    }

    /// <summary>The next marker's code, with <paramref name="position"/> behind it; -1 at the end of the file.</summary>
    private static int NextMarker(ReadOnlySpan<byte> file, ref int position, JpegStructure structure)
    {
        if (position < file.Length && file[position] != 0xFF)
            structure.Note("bytes between segments");
        while (true)
        {
            int found = position < file.Length ? file[position..].IndexOf((byte)0xFF) : -1;
            if (found < 0)
                return -1;
            position += found + 1;
            while (position < file.Length && file[position] == 0xFF)
                position++;
            if (position >= file.Length)
                return -1;
            byte code = file[position++];
            if (code != 0)
                return code;
        }
    }

    private static bool IsStartOfFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static (long Width, long Height) ReadFrame(string source, byte marker, ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 6)
            throw Truncated(source);
        if (marker is not (0xC0 or 0xC1 or 0xC2))
            throw RetinaErrors.UnsupportedFile(source, "it is a lossless, hierarchical or arithmetic-coded JPEG. Convert it to a baseline JPEG, PNG or TIFF.");
        int precision = segment[0];
        if (precision != 8)
            throw RetinaErrors.UnsupportedFile(source, $"it is a JPEG of {precision} bits a sample. Convert it to 8 bits.");
        int components = segment[5];
        if (components == 4)
            throw RetinaErrors.UnsupportedFile(source, "it is a CMYK JPEG, made for print. Convert it to RGB.");
        if (components is not (1 or 3))
            throw RetinaErrors.UnsupportedFile(source, $"it is a JPEG of {components} components; 1 or 3 are supported.");
        return (BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), BinaryPrimitives.ReadUInt16BigEndian(segment[1..]));
    }

    private static RetinaException Truncated(string source) => RetinaErrors.DecodeFailed(source, "the file is cut short. Copy it again from its origin.");
}
