using System.Buffers.Binary;

namespace RetinaPS.Tests.Support;

/// <summary>Image files made byte by byte: headers that no encoder would write.</summary>
internal static class ImageBytes
{
    /// <summary>A JPEG of headers only: a frame of the given kind, a scan of a few bytes and the end.</summary>
    public static byte[] Jpeg(int width, int height, int components = 3, int precision = 8, byte frameMarker = 0xC0) =>
        [0xFF, 0xD8, .. Frame(width, height, components, precision, frameMarker), .. Scan(components), 0xFF, 0xD9];

    /// <summary>The same with a second frame and scan behind the first.</summary>
    public static byte[] JpegOfTwoFrames(int width, int height, int secondWidth, int secondHeight) =>
    [
        0xFF, 0xD8, .. Frame(width, height, 3, 8, 0xC0), .. Scan(3), .. Frame(secondWidth, secondHeight, 3, 8, 0xC0), .. Scan(3), 0xFF, 0xD9,
    ];

    /// <summary>The JPEG with an EXIF segment that holds nothing but an orientation.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] exif =
        [
            .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0, // little-endian, the directory follows
            1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, // one entry: Orientation, SHORT, one value
            0, 0, 0, 0,
        ];
        return [0xFF, 0xD8, .. Segment(0xE1, exif), .. jpeg.AsSpan(2)];
    }

    /// <summary>The PNG with another size in its header.</summary>
    public static byte[] WithSize(byte[] png, uint width, uint height)
    {
        byte[] changed = [.. png];
        BinaryPrimitives.WriteUInt32BigEndian(changed.AsSpan(16), width);
        BinaryPrimitives.WriteUInt32BigEndian(changed.AsSpan(20), height);
        return changed;
    }

    /// <summary>An uncompressed grey TIFF whose directory comes before its one strip, as many programs write it.</summary>
    /// <param name="levels">The pixels.</param>
    /// <param name="width">Columns.</param>
    /// <param name="compression">What the directory says of the strip's compression; 1 is none.</param>
    /// <param name="photometric">What the directory says of the colours; 1 is grey, 5 is CMYK.</param>
    public static byte[] Tiff(byte[] levels, int width, int compression = 1, int photometric = 1)
    {
        (int Tag, int Value)[] entries =
        [
            (256, width), (257, levels.Length / width), (258, 8), (259, compression), (262, photometric),
            (273, 8 + 2 + (9 * 12) + 4), (277, 1), (278, levels.Length / width), (279, levels.Length),
        ];
        byte[] directory = new byte[2 + (entries.Length * 12) + 4];
        directory[0] = (byte)entries.Length;
        for (int i = 0; i < entries.Length; i++)
        {
            var entry = directory.AsSpan(2 + (i * 12), 12);
            BinaryPrimitives.WriteUInt16LittleEndian(entry, (ushort)entries[i].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], 4);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], 1);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], (uint)entries[i].Value);
        }

        return [.. "II*\0"u8, 8, 0, 0, 0, .. directory, .. levels];
    }

    private static byte[] Frame(int width, int height, int components, int precision, byte marker) => Segment(marker,
    [
        (byte)precision, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, (byte)components,
        .. Enumerable.Range(1, components).SelectMany(id => new byte[] { (byte)id, 0x11, 0 }),
    ]);

    private static byte[] Scan(int components) =>
    [
        .. Segment(0xDA, [(byte)components, .. Enumerable.Range(1, components).SelectMany(id => new byte[] { (byte)id, 0 }), 0, 63, 0]), 0x12, 0x34, 0x56,
    ];

    private static byte[] Segment(byte marker, byte[] content) =>
        [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];
}
