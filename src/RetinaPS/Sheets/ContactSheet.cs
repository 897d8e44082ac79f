using OpenCvSharp;
using RetinaPS.Engines;
using RetinaPS.Engines.Cpu;
using RetinaPS.Imaging;

namespace RetinaPS.Sheets;

/// <summary>Titled images in a grid. Each image is shrunk as it comes, so the sheet holds thumbnails only.</summary>
internal sealed class ContactSheet(int columns, int tileSize, bool outlineMasks) : IDisposable
{
    private const int Gap = 8;
    private const int TitleHeight = 22;
    private static readonly Scalar Paper = Scalar.All(32);
    private static readonly Scalar Ink = Scalar.All(225);
    private static readonly Scalar OutlineColor = new(90, 255, 90);
    private readonly List<(Mat Picture, string Title)> tiles = [];

    public int Count => tiles.Count;

    public void Add(RetinaImage image, string title)
    {
        var (width, height) = ResultGeometry.Fit(image.Width, image.Height, tileSize);
        var engine = image.Device.Engine;
        var small = engine.Resize(image.Buffer, width, height);
        try
        {
            var picture = ToColor(engine, small);
            if (outlineMasks && image.Mask is { } mask)
                DrawOutline(picture, mask.Hull, (double)width / image.Width, (double)height / image.Height);
            tiles.Add((picture, title));
        }
        finally
        {
            small.Release();
        }
    }

    /// <summary>Draws the sheet.</summary>
    public RetinaImage Draw(string name)
    {
        int rows = (tiles.Count + columns - 1) / columns;
        int cell = tileSize + Gap;
        var sheet = new Mat((rows * (cell + TitleHeight)) + Gap, (Math.Min(columns, tiles.Count) * cell) + Gap, MatType.CV_8UC3, Paper);
        for (int i = 0; i < tiles.Count; i++)
        {
            var (picture, title) = tiles[i];
            int x = Gap + (i % columns * cell);
            int y = Gap + (i / columns * (cell + TitleHeight));
            Cv2.PutText(sheet, Shorten(title), new Point(x, y + 15), HersheyFonts.HersheySimplex, 0.42, Ink, 1, LineTypes.AntiAlias);
            var place = new Rect(x + ((tileSize - picture.Width) / 2), y + TitleHeight + ((tileSize - picture.Height) / 2), picture.Width, picture.Height);
            using var target = new Mat(sheet, place);
            picture.CopyTo(target);
        }

        return new RetinaImage(new CpuBuffer(RetinaDevices.Cpu, sheet), null, name);
    }

    public void Dispose()
    {
        foreach (var (picture, _) in tiles)
            picture.Dispose();
        tiles.Clear();
    }

    private static Mat ToColor(IRetinaEngine engine, ImageBuffer image)
    {
        var pixels = new byte[image.ByteCount];
        engine.Download(image, pixels);
        using var mat = Mat.FromPixelData(image.Height, image.Width, CpuBuffer.TypeOf(image.Format), pixels);
        if (image.Format == PixelFormat.Bgr24)
            return mat.Clone();
        using var gray = new Mat();
        Cv2.MinMaxLoc(mat, out double _, out double maximum);
        mat.ConvertTo(gray, MatType.CV_8UC1, image.Format == PixelFormat.Gray32Float && maximum > 0 ? 255 / maximum : 1);
        return gray.CvtColor(ColorConversionCodes.GRAY2BGR);
    }

    private static void DrawOutline(Mat picture, IReadOnlyList<PixelPoint> hull, double scaleX, double scaleY)
    {
        // Sixteenths of a pixel, so that the line lies where the mask does.
        const int Shift = 4;
        var points = hull.Select(p => new Point(
            (int)Math.Round((((p.X + 0.5) * scaleX) - 0.5) * (1 << Shift)), (int)Math.Round((((p.Y + 0.5) * scaleY) - 0.5) * (1 << Shift))));
        Cv2.Polylines(picture, [points], true, OutlineColor, 1, LineTypes.AntiAlias, Shift);
    }

    private string Shorten(string title)
    {
        int most = Math.Max(4, tileSize / 8);
        return title.Length <= most ? title : title[..(most - 3)] + "...";
    }
}
