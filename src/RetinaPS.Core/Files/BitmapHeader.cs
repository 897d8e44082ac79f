using System.Buffers.Binary;

namespace RetinaPS.Files;

/// <summary>The header of a Windows bitmap: its size, and whether the file is as long as it says.</summary>
internal static class BitmapHeader
{
    public static (ImageFileFormat Format, long Width, long Height) Read(string source, ReadOnlySpan<byte> file)
    {
        if (file.Length < 30)
            throw RetinaErrors.DecodeFailed(source, "the file is cut short. Copy it again from its origin.");
        uint pixelOffset = BinaryPrimitives.ReadUInt32LittleEndian(file[10..]);
        uint headerSize = BinaryPrimitives.ReadUInt32LittleEndian(file[14..]);
        if (headerSize < 40)
            throw RetinaErrors.UnsupportedFile(source, "it is a bitmap of an old kind. Convert it to PNG.");
        long width = BinaryPrimitives.ReadInt32LittleEndian(file[18..]);
        long height = Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(file[22..]));
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(file[28..]);
        bool plain = file.Length >= 34 && BinaryPrimitives.ReadUInt32LittleEndian(file[30..]) == 0;
        long stride = ((width * bits) + 31) / 32 * 4;
        if (plain && (width <= 0 || pixelOffset + (stride * height) > file.Length))
            throw RetinaErrors.DecodeFailed(source, "the file is shorter than its header says.");
        return (ImageFileFormat.Bmp, width, height);
    }
}
