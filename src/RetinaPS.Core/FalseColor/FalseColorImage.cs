using OpenCvSharp;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;

namespace RetinaPS.FalseColor;

/// <summary>A picture to look at, 8-bit blue, green, red, made of any image; and, where its colours stand for values, what they stand for.</summary>
internal sealed class FalseColorImage : IDisposable
{
    private FalseColorImage(Mat picture, ColorMap map, ValueRange? range) => (Picture, Map, Range) = (picture, map, range);

    public Mat Picture { get; }

    public ColorMap Map { get; }

    /// <summary>The range of values shown, or null where the colours are the image's own.</summary>
    public ValueRange? Range { get; }

    /// <summary>Copies the pixels from their device. Grey levels span 0 to 255, float values from their smallest to their largest.</summary>
    public static FalseColorImage From(ImageBuffer image, ColorMap map)
    {
        var pixels = new byte[image.ByteCount];
        image.Device.Engine.Download(image, pixels);
        using var mat = Mat.FromPixelData(image.Height, image.Width, CpuBuffer.TypeOf(image.Format), pixels);
        switch (image.Format)
        {
            case PixelFormat.Bgr24:
                return new FalseColorImage(mat.Clone(), map, null);
            case PixelFormat.Gray8:
                return new FalseColorImage(Apply(mat, map), map, map == ColorMap.Gray ? null : ValueRange.Levels);
            default:
                var range = RangeOf(mat);
                using (var levels = ToLevels(mat, range))
                    return new FalseColorImage(Apply(levels, map), map, range);
        }
    }

    /// <summary>The map's colours from left to right.</summary>
    public static Mat Bar(ColorMap map, int width, int height)
    {
        using var ramp = Mat.FromPixelData(1, 256, MatType.CV_8UC1, Enumerable.Range(0, 256).Select(level => (byte)level).ToArray());
        using var wide = ramp.Resize(new Size(width, height), 0, 0, InterpolationFlags.Linear);
        return Apply(wide, map);
    }

    public void Dispose() => Picture.Dispose();

    private static ValueRange RangeOf(Mat values)
    {
        // Not-a-number compares with nothing: such pixels neither count nor spoil the range.
        using Mat known = values.Equals(values);
        if (Cv2.CountNonZero(known) == 0)
            return new ValueRange(0, 0);
        Cv2.MinMaxLoc(values, out double minimum, out double maximum, out _, out _, known);
        return new ValueRange(minimum, maximum);
    }

    private static Mat ToLevels(Mat values, ValueRange range)
    {
        double span = range.Maximum - range.Minimum;
        double scale = span > 0 && double.IsFinite(span) ? 255 / span : 0;
        var levels = new Mat();
        values.ConvertTo(levels, MatType.CV_8UC1, scale, -range.Minimum * scale);
        return levels;
    }

    private static Mat Apply(Mat levels, ColorMap map)
    {
        var picture = new Mat();
        if (map == ColorMap.Gray)
            Cv2.CvtColor(levels, picture, ColorConversionCodes.GRAY2BGR);
        else
            Cv2.ApplyColorMap(levels, picture, Enum.Parse<ColormapTypes>(map.ToString()));
        return picture;
    }
}
