namespace RetinaPS.Imaging;

/// <summary>How one pixel of a <see cref="RetinaImage"/> is stored.</summary>
public enum PixelFormat
{
    /// <summary>One byte: grey level 0 to 255.</summary>
    Gray8,

    /// <summary>Three bytes, blue, green, red, each 0 to 255.</summary>
    Bgr24,

    /// <summary>One IEEE 754 single-precision number, such as a filter response; its range is the operation's.</summary>
    Gray32Float,
}

/// <summary>Sizes that follow from a <see cref="PixelFormat"/>.</summary>
internal static class PixelFormatFacts
{
    public static int Channels(this PixelFormat format) => format == PixelFormat.Bgr24 ? 3 : 1;

    public static int BytesPerPixel(this PixelFormat format) => format switch
    {
        PixelFormat.Gray8 => 1,
        PixelFormat.Bgr24 => 3,
        PixelFormat.Gray32Float => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };
}
