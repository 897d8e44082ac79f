using System.Buffers.Binary;

namespace RetinaPS.Files;

/// <summary>The chunks of a PNG file (ISO/IEC 15948): its size, and whether it runs to its end.</summary>
internal static class PngHeader
{
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static (ImageFileFormat Format, long Width, long Height) Read(string source, ReadOnlySpan<byte> file)
    {
        long width = 0, height = 0;
        long position = Signature.Length;
        while (position + 12 <= file.Length)
        {
            var chunk = file[(int)position..];
            uint length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            var type = chunk.Slice(4, 4);
            if (position == Signature.Length)
            {
                if (!type.SequenceEqual("IHDR"u8) || length < 8 || chunk.Length < 16)
                    throw RetinaErrors.DecodeFailed(source, "it has no image header.");
                width = BinaryPrimitives.ReadUInt32BigEndian(chunk[8..]);
                height = BinaryPrimitives.ReadUInt32BigEndian(chunk[12..]);
            }

            if (type.SequenceEqual("IEND"u8))
                return (ImageFileFormat.Png, width, height);

            position += 12 + length;
        }

        throw RetinaErrors.DecodeFailed(source, "the file is cut short. Copy it again from its origin.");
    }
}
