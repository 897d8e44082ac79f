using OpenCvSharp;
using RetinaPS.Terminal;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Terminal;

/// <summary>What is sent to a terminal is the picture, as far as the terminal's colours go.</summary>
public sealed class TerminalPictureTests
{
    private static readonly TerminalSpace Space = new(80, 24);

    [Theory]
    [InlineData(200, 160)]
    [InlineData(61, 47)]
    [InlineData(1, 1)]
    public void Kitty_is_sent_every_pixel(int width, int height)
    {
        using var picture = Eye(width, height);
        var (decoded, columns) = TerminalDecoder.Kitty(Assert.Single(TerminalPicture.Encode(picture, TerminalProtocol.Kitty, Space)));
        using (decoded)
            Assert.Equal(0, Cv2.Norm(picture, decoded, NormTypes.INF));
        Assert.Equal(Math.Max(1, (int)Math.Round(width / 8.0)), columns);
    }

    [Theory]
    [InlineData(200, 160)]
    [InlineData(61, 47)]
    [InlineData(7, 1)]
    public void Sixel_is_the_picture_in_256_colours_whose_errors_even_out(int width, int height)
    {
        using var picture = Eye(width, height);
        using var decoded = TerminalDecoder.Sixel(Assert.Single(TerminalPicture.Encode(picture, TerminalProtocol.Sixel, Space)));
        Assert.Equal(picture.Size(), decoded.Size());
        Assert.InRange(MeanDifference(picture, decoded), 0, 4);
        using var smooth = picture.Blur(new Size(9, 9));
        using var smoothDecoded = decoded.Blur(new Size(9, 9));
        Assert.InRange(MeanDifference(smooth, smoothDecoded), 0, 1.5);
        decoded.GetArray(out Vec3b[] pixels);
        Assert.InRange(pixels.Distinct().Count(), 1, 256);
    }

    [Fact]
    public void A_picture_of_few_colours_keeps_them_in_Sixel()
    {
        // Levels that a percentage can say.
        using var picture = new Mat(13, 40, MatType.CV_8UC3, Scalar.All(0));
        picture[new Rect(3, 2, 20, 7)].SetTo(new Scalar(255, 51, 153));
        picture[new Rect(30, 0, 10, 13)].SetTo(new Scalar(0, 102, 204));
        using var decoded = TerminalDecoder.Sixel(Assert.Single(TerminalPicture.Encode(picture, TerminalProtocol.Sixel, Space)));
        Assert.Equal(0, Cv2.Norm(picture, decoded, NormTypes.INF));
    }

    [Theory]
    [InlineData(60, 48)]
    [InlineData(61, 47)]
    public void Half_blocks_are_two_exact_pixels_a_character(int width, int height)
    {
        using var picture = Eye(width, height);
        string[] lines = [.. TerminalPicture.Encode(picture, TerminalProtocol.HalfBlock, Space)];
        Assert.Equal((height + 1) / 2, lines.Length);
        using var decoded = TerminalDecoder.HalfBlocks(lines);
        using var whole = decoded[new Rect(0, 0, width, height)];
        Assert.Equal(0, Cv2.Norm(picture, whole, NormTypes.INF));
        if (height % 2 == 1)
            Assert.Equal(new Vec3b(255, 0, 255), decoded.At<Vec3b>(height, 0));
    }

    [Fact]
    public void Half_blocks_in_256_colours_take_the_nearest_one()
    {
        using var picture = Eye(60, 48);
        using var decoded = TerminalDecoder.HalfBlocks([.. TerminalPicture.Encode(picture, TerminalProtocol.HalfBlock256, Space)]);
        var palette = Enumerable.Range(16, 240).Select(TerminalDecoder.Xterm).ToArray();
        picture.GetArray(out Vec3b[] pixels);
        decoded.GetArray(out Vec3b[] drawn);
        foreach (var (pixel, color) in pixels.Zip(drawn))
            Assert.Equal(palette.Min(entry => Distance(pixel, entry)), Distance(pixel, color));
    }

    [Fact]
    public void Characters_are_as_light_as_the_pixels()
    {
        var levels = Enumerable.Range(0, 2 * 256).Select(i => new Vec3b((byte)i, (byte)i, (byte)i)).ToArray();
        using var ramp = Mat.FromPixelData(2, 256, MatType.CV_8UC3, levels);
        string[] lines = [.. TerminalPicture.Encode(ramp, TerminalProtocol.Ascii, Space)];
        Assert.Equal(2, lines.Length);
        Assert.Equal(string.Concat(lines[0].OrderBy(character => AsciiEncoder.Ramp.IndexOf(character))), lines[0]);
        Assert.Equal(AsciiEncoder.Ramp.Length, lines[0].Distinct().Count());
        Assert.All(lines[0], character => Assert.InRange(character, ' ', '~'));
    }

    [Theory]
    [InlineData(4000, 3000, TerminalProtocol.Kitty, 512, 384)]
    [InlineData(4000, 1000, TerminalProtocol.Sixel, 640, 160)]
    [InlineData(4000, 3000, TerminalProtocol.HalfBlock, 64, 48)]
    [InlineData(3000, 4000, TerminalProtocol.HalfBlock256, 36, 48)]
    [InlineData(4000, 3000, TerminalProtocol.Ascii, 64, 24)]
    [InlineData(30, 20, TerminalProtocol.HalfBlock, 30, 20)]
    [InlineData(30, 20, TerminalProtocol.Ascii, 30, 10)]
    [InlineData(4000, 1, TerminalProtocol.Sixel, 640, 1)]
    public void A_picture_fills_the_window_as_far_as_its_shape_allows(int width, int height, TerminalProtocol protocol, int fitWidth, int fitHeight) =>
        Assert.Equal((fitWidth, fitHeight), Space.Fit(width, height, protocol));

    private static Mat Eye(int width, int height)
    {
        using var image = Photographs.Image(5);
        using var whole = Mat.FromPixelData(image.Height, image.Width, MatType.CV_8UC3, image.CopyPixels());
        return whole.Resize(new Size(width, height), 0, 0, InterpolationFlags.Area);
    }

    private static double MeanDifference(Mat a, Mat b) => Cv2.Norm(a, b, NormTypes.L1) / (a.Total() * 3);

    private static int Distance(Vec3b a, Vec3b b)
    {
        int blue = a.Item0 - b.Item0, green = a.Item1 - b.Item1, red = a.Item2 - b.Item2;
        return (blue * blue) + (green * green) + (red * red);
    }
}
