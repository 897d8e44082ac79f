using RetinaPS.Devices;
using RetinaPS.Imaging;
using RetinaPS.Tests.Oracle;
using Xunit;

namespace RetinaPS.Tests.Imaging;

/// <summary>CLAHE against the specification (section 12), to the byte, at sizes that the grid divides and that it does not.</summary>
public sealed class ClaheTests
{
    private static readonly IRetinaEngine Engine = RetinaDevices.Cpu.Engine;

    [Theory]
    [InlineData(160, 128, 16, 16, 4.0)] // divisible: no padding
    [InlineData(160, 129, 16, 16, 4.0)] // one side is not, and both are padded
    [InlineData(161, 128, 16, 16, 4.0)]
    [InlineData(15, 17, 16, 16, 4.0)] // tiles of a few pixels
    [InlineData(16, 16, 16, 16, 4.0)] // tiles of one pixel
    [InlineData(1, 90, 16, 16, 4.0)]
    [InlineData(90, 1, 16, 16, 4.0)]
    [InlineData(1, 1, 16, 16, 4.0)]
    [InlineData(200, 150, 8, 3, 4.0)] // more tiles across than down
    [InlineData(200, 150, 3, 8, 4.0)]
    [InlineData(97, 61, 1, 1, 4.0)]
    [InlineData(203, 111, 16, 16, 0)] // no clipping
    [InlineData(203, 111, 16, 16, 0.001)] // the limit is one pixel at least
    [InlineData(203, 111, 4, 4, 2.0)]
    [InlineData(203, 111, 4, 4, 40.0)]
    [InlineData(640, 480, 16, 16, 4.0)]
    public void A_grey_image_is_equalized_as_the_specification_says(int width, int height, int tilesX, int tilesY, double clipLimit)
    {
        byte[] gray = GrayNoise(width, height);
        var image = Engine.Upload(gray, width, height, PixelFormat.Gray8);
        var made = Engine.Clahe(image, new ClaheOptions(clipLimit, tilesX, tilesY));
        Assert.Equal(new ClaheRules(gray, width, height, tilesX, tilesY, clipLimit).Apply(), EngineSteps.Pixels(made));
        image.Dispose();
        made.Dispose();
    }

    [Theory]
    [InlineData(ImageChannel.Blue, 0)]
    [InlineData(ImageChannel.Green, 1)]
    [InlineData(ImageChannel.Red, 2)]
    public void One_channel_of_a_colour_image_is_equalized_and_the_others_stay(ImageChannel channel, int index)
    {
        var source = GeneratedInputs.Create("rings-123x91");
        var image = source.UploadTo(Engine);
        var made = Engine.Clahe(image, new ClaheOptions(Channel: channel));
        byte[] pixels = EngineSteps.Pixels(made);
        for (int c = 0; c < 3; c++)
        {
            byte[] plane = Plane(source.Bgr, c);
            byte[] expected = c == index ? new ClaheRules(plane, 123, 91, 16, 16, 4).Apply() : plane;
            Assert.Equal(expected, Plane(pixels, c));
        }

        image.Dispose();
        made.Dispose();
    }

    [Fact]
    public void V_of_a_colour_image_is_equalized_and_greys_stay_grey()
    {
        byte[] gray = GrayNoise(131, 77);
        var image = RawImage.FromGray(131, 77, gray).UploadTo(Engine);
        var made = Engine.Clahe(image, new ClaheOptions());
        byte[] expected = new ClaheRules(gray, 131, 77, 16, 16, 4).Apply();
        byte[] pixels = EngineSteps.Pixels(made);
        for (int c = 0; c < 3; c++)
            Assert.Equal(expected, Plane(pixels, c));
        image.Dispose();
        made.Dispose();
    }

    private static byte[] Plane(byte[] bgr, int channel) => [.. bgr.Where((_, i) => i % 3 == channel)];

    /// <summary>Levels that crowd about the middle and repeat, so that the clip limit bites.</summary>
    private static byte[] GrayNoise(int width, int height)
    {
        var random = new Random((width * 1000) + height);
        return [.. Enumerable.Range(0, width * height).Select(i => (byte)((random.Next(64) + random.Next(64) + (i % width / 2)) % 256))];
    }
}
