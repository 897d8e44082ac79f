using System.Buffers.Binary;

namespace RetinaPS.Files;

/// <summary>The first directory of a TIFF file (TIFF 6.0): its size, and kinds that are not supported.</summary>
internal static class TiffHeader
{
    private const ushort ImageWidth = 256;
    private const ushort ImageLength = 257;
    private const ushort PhotometricInterpretation = 262;
    private const int Separated = 5;

    public static (ImageFileFormat Format, long Width, long Height) Read(string source, ReadOnlySpan<byte> file)
    {
        bool little = file[0] == (byte)'I';
        if (file.Length < 8)
            throw Truncated(source);
        long directory = ReadUInt32(file[4..], little);
        if (directory + 2 > file.Length)
            throw Truncated(source);
        int entries = ReadUInt16(file[(int)directory..], little);
        if (directory + 2 + (12L * entries) > file.Length)
            throw Truncated(source);
        long width = 0, height = 0;
        for (int i = 0; i < entries; i++)
        {
            var entry = file.Slice((int)directory + 2 + (12 * i), 12);
            switch (ReadUInt16(entry, little))
            {
                case ImageWidth: width = ReadValue(entry, little); break;
                case ImageLength: height = ReadValue(entry, little); break;
                case PhotometricInterpretation when ReadValue(entry, little) == Separated:
                    throw RetinaErrors.UnsupportedFile(source, "it is a CMYK TIFF, made for print. Convert it to RGB.");
                default: break;
            }
        }

        return (ImageFileFormat.Tiff, width, height);
    }

    private static long ReadValue(ReadOnlySpan<byte> entry, bool little)
    {
        const int Short = 3;
        return ReadUInt16(entry[2..], little) == Short ? ReadUInt16(entry[8..], little) : ReadUInt32(entry[8..], little);
    }

    private static int ReadUInt16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static long ReadUInt32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private static RetinaException Truncated(string source) =>
        RetinaErrors.DecodeFailed(source, "the file is cut short. Copy it again from its origin.");
}
