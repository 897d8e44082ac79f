using System.Runtime.InteropServices;
using OpenCvSharp;
using RetinaPS.Engines.EyeFinding;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;
using Finding = RetinaPS.Engines.EyeFinding.EyeFinding;

namespace RetinaPS.Tests.EyeFinding;

public sealed class RealPhotographTests
{
    [Theory(SkipUnless = nameof(HasPhotographs), Skip = SharedData.Reason)]
    [InlineData("02_h", ".jpg")]
    [InlineData("06_h", ".jpg")]
    [InlineData("07_dr", ".JPG")]
    public void TheEyeIsWhereTheDataSetsOwnMaskIs(string name, string extension)
    {
        using var photograph = Cv2.ImRead(SharedData.PathOf("fundus", "hrf", name + extension));
        using var mask = Cv2.ImRead(SharedData.PathOf("fundus", "hrf", name + "_mask.tif"), ImreadModes.Grayscale);
        var (finding, scale) = Find(photograph);
        Assert.Equal(EyeMaskStatus.Found, finding!.Status);
        var circle = finding.Outline.Circle.Scale(scale, scale);
        int both = 0, either = 0;
        int height = mask.Height;
        var row = new byte[mask.Width];
        for (int y = 0; y < height; y++)
        {
            Marshal.Copy(mask.Ptr(y), row, 0, row.Length);
            for (int x = 0; x < row.Length; x++)
            {
                double dx = x - circle.CenterX, dy = y - circle.CenterY;
                bool found = (dx * dx) + (dy * dy) <= circle.Radius * circle.Radius, truth = row[x] > 0;
                both += found && truth ? 1 : 0;
                either += found || truth ? 1 : 0;
            }
        }

        Assert.True((double)both / either > 0.998, $"{(double)both / either:F5}");
    }

    [Fact(SkipUnless = nameof(HasPhotographs), Skip = SharedData.Reason)]
    public void EveryRealPhotographShowsADiscAndItIsFound()
    {
        Assert.All(SharedData.Photographs, path =>
        {
            using var photograph = Cv2.ImRead(path);
            var (finding, _) = Find(photograph);
            Assert.Equal(EyeMaskMethod.Disc, finding!.Method);
            Assert.Equal(EyeMaskStatus.Found, finding.Status);
        });
    }

    public static bool HasPhotographs => SharedData.Exists;

    private static (Finding? Finding, double Scale) Find(Mat photograph)
    {
        double scale = Math.Max(1, Math.Max(photograph.Width, photograph.Height) / 512.0);
        using var working = new Mat();
        var size = new Size(Math.Round(photograph.Width / scale), Math.Round(photograph.Height / scale));
        Cv2.Resize(photograph, working, size, 0, 0, InterpolationFlags.Area);
        var pixels = new byte[working.Width * working.Height * 3];
        Marshal.Copy(working.Data, pixels, 0, pixels.Length);
        return (EyeDiscFinder.Find(pixels, working.Width, working.Height), scale);
    }
}
