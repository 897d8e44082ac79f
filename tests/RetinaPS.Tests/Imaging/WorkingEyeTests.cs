using RetinaPS.Engines.Vessels;
using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.Imaging;

/// <summary>The size at which vessels are looked for, and the region's rim that is left out.</summary>
public sealed class WorkingEyeTests
{
    [Theory]
    [InlineData(500, 480, 230)]
    [InlineData(5000, 4800, 2300)]
    [InlineData(40, 40, 19)]
    public void The_eye_gets_the_same_radius_whatever_the_photographs_size(int width, int height, double radius)
    {
        var eye = WorkingEye.For(Disc(width, height, radius), 270);
        Assert.Equal(new PixelRectangle(0, 0, width, height), eye.Area);
        Assert.Equal(270, Math.Sqrt(eye.Inside.PixelCount / Math.PI), 270 * 0.03);
        Assert.InRange(eye.Width - (width * 270 / radius), -0.5, 0.5);
        Assert.InRange(eye.Height - (height * 270 / radius), -0.5, 0.5);
    }

    [Fact]
    public void A_small_eye_in_a_large_frame_is_cut_out()
    {
        var eye = WorkingEye.For(Disc(4000, 3000, 50), 270);
        Assert.Equal((126, 126), (eye.Area.Width, eye.Area.Height));
        Assert.InRange(eye.Width, 680, 690);
        Assert.Equal(Math.PI * 270 * 270, eye.Inside.PixelCount, Math.PI * 270 * 270 * 0.02);
    }

    [Fact]
    public void Eroding_leaves_the_pixels_that_no_ellipse_about_an_outside_pixel_of_the_frame_reaches()
    {
        var region = RowExtents.FromDisc(60, 41, new EyeCircle(24, 22, 27), new PixelRectangle(0, 0, 60, 36));
        var eroded = region.Erode(4);
        for (int y = 0; y < 41; y++)
        {
            for (int x = 0; x < 60; x++)
            {
                bool near = false;
                for (int dy = -4; dy <= 4; dy++)
                {
                    for (int dx = -4; dx <= 4; dx++)
                    {
                        bool frame = x + dx >= 0 && x + dx < 60 && y + dy >= 0 && y + dy < 41;
                        near |= Math.Abs(dx) <= (int)Math.Round(Math.Sqrt(16 - (dy * dy))) && frame && !region.Contains(x + dx, y + dy);
                    }
                }

                Assert.Equal(!near, eroded.Contains(x, y));
            }
        }
    }

    private static EyeMask Disc(int width, int height, double radius)
    {
        var circle = new EyeCircle((width - 1) / 2.0, (height - 1) / 2.0, radius);
        return new EyeMask(
            RowExtents.FromDisc(width, height, circle, new PixelRectangle(0, 0, width, height)), circle, EyeMaskMethod.Disc, 1, EyeMaskStatus.Found);
    }
}
