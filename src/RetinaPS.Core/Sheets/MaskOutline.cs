using OpenCvSharp;
using RetinaPS.Imaging;

namespace RetinaPS.Sheets;

/// <summary>Draws where an eye mask ends.</summary>
internal static class MaskOutline
{
    private static readonly Scalar Color = new(90, 255, 90);

    /// <summary>Draws the outline on a picture of any size that shows the mask's image whole.</summary>
    public static void Draw(Mat picture, EyeMask mask, int thickness = 1)
    {
        // Sixteenths of a pixel, so that the line lies where the mask does.
        const int Shift = 4;
        double scaleX = (double)picture.Width / mask.Width, scaleY = (double)picture.Height / mask.Height;
        var points = mask.Hull.Select(p => new Point(
            (int)Math.Round((((p.X + 0.5) * scaleX) - 0.5) * (1 << Shift)), (int)Math.Round((((p.Y + 0.5) * scaleY) - 0.5) * (1 << Shift))));
        Cv2.Polylines(picture, [points], true, Color, thickness, LineTypes.AntiAlias, Shift);
    }
}
