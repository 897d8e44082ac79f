using RetinaPS.Files;

namespace RetinaPS.Engines.Cuda;

/// <summary>Puts a JPEG file together from its segments and its coded data.</summary>
internal static class JpegFileWriter
{
    private const byte Ones = 0xFF;
    private const byte EndOfImage = 0xD9;

    /// <summary>The file: coded data end in ones up to a whole byte (T.81, F.1.2.3), and a zero follows each byte of ones (B.1.1.5).</summary>
    /// <param name="template">The segments.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="height">Rows of the image.</param>
    /// <param name="coded">The coded data; its last byte is changed.</param>
    /// <param name="bits">How many bits of them are meant.</param>
    public static PooledFile Write(JpegTemplate template, int width, int height, Span<byte> coded, long bits)
    {
        if (bits % 8 != 0)
            coded[^1] |= (byte)(Ones >> (int)(bits % 8));
        var file = PooledFile.Rent(template.Length + coded.Length + coded.Count(Ones) + 2);
        var target = file.WritableBytes.Span;
        template.Write(target, width, height);
        target = target[template.Length..];
        ReadOnlySpan<byte> rest = coded;
        for (int ones = rest.IndexOf(Ones); ones >= 0; ones = rest.IndexOf(Ones))
        {
            rest[..(ones + 1)].CopyTo(target);
            target[ones + 1] = 0;
            target = target[(ones + 2)..];
            rest = rest[(ones + 1)..];
        }

        rest.CopyTo(target);
        target = target[rest.Length..];
        target[0] = Ones;
        target[1] = EndOfImage;
        return file;
    }
}
