using System.Buffers.Binary;

namespace RetinaPS.Files;

/// <summary>The orientation in an EXIF segment (EXIF 2.3, 4.6): an entry of the first directory of a small TIFF.</summary>
internal static class ExifOrientation
{
    /// <summary>What comes before the TIFF.</summary>
    public static ReadOnlySpan<byte> Signature => "Exif\0"u8;

    private const int SignatureLength = 6;
    private const ushort Orientation = 0x0112;
    private const ushort Short = 3;

    /// <summary>The orientation, 1 to 8; 1 where it says nothing, and null where readers may differ about what it says.</summary>
    /// <param name="segment">The content of an APP1 segment that begins with the signature.</param>
    public static int? Read(ReadOnlySpan<byte> segment)
    {
        var tiff = segment.Length > SignatureLength ? segment[SignatureLength..] : default;
        bool little = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 8 || !(little || tiff.StartsWith("MM\0*"u8)))
            return null;
        uint directory = ReadUInt32(tiff[4..], little);
        if (directory < 8 || directory + 2L > tiff.Length)
            return null;
        int entries = ReadUInt16(tiff[(int)directory..], little);
        if (directory + 2L + (12L * entries) > tiff.Length)
            return null;
        int orientation = 1;
        for (int i = 0, found = 0; i < entries; i++)
        {
            var entry = tiff.Slice((int)directory + 2 + (12 * i), 12);
            if (ReadUInt16(entry, little) == Orientation)
            {
                orientation = ReadUInt16(entry[8..], little);
                if (++found > 1 || ReadUInt16(entry[2..], little) != Short || orientation is < 1 or > 8)
                    return null;
            }
            else if (PointsOutside(entry, tiff.Length, little))
            {
                return null;
            }
        }

        return orientation;
    }

    /// <summary>Whether an entry's values are said to lie elsewhere in the segment, and do not.</summary>
    private static bool PointsOutside(ReadOnlySpan<byte> entry, int length, bool little)
    {
        long bytes = ReadUInt32(entry[4..], little) * (long)(ReadUInt16(entry[2..], little) switch
        {
            1 or 2 or 6 or 7 => 1,
            Short or 8 => 2,
            4 or 9 or 11 => 4,
            _ => 8,
        });
        return bytes > 4 && ReadUInt32(entry[8..], little) + bytes > length;
    }

    private static int ReadUInt16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint ReadUInt32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
