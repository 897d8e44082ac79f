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
        var rows = tiles.Chunk(columns).ToArray();
        int cell = tileSize + Gap;
        int height = Gap + rows.Sum(row => TitleHeight + HeightOf(row) + Gap);
        var sheet = new Mat(height, (Math.Min(columns, tiles.Count) * cell) + Gap, MatType.CV_8UC3, Paper);
        int y = Gap;
        foreach (var row in rows)
        {
            for (int i = 0; i < row.Length; i++)
                Place(sheet, row[i], Gap + (i * cell), y, HeightOf(row));
            y += TitleHeight + HeightOf(row) + Gap;
        }

        return new RetinaImage(new CpuBuffer(RetinaDevices.Cpu, sheet), null, name);
    }

    public void Dispose()
    {
        foreach (var (picture, _) in tiles)
            picture.Dispose();
        tiles.Clear();
    }

    private static int HeightOf((Mat Picture, string Title)[] row) => row.Max(tile => tile.Picture.Height);

    private void Place(Mat sheet, (Mat Picture, string Title) tile, int x, int y, int rowHeight)
    {
        Cv2.PutText(sheet, Shorten(tile.Title), new Point(x, y + 15), HersheyFonts.HersheySimplex, 0.42, Ink, 1, LineTypes.AntiAlias);
        var (width, height) = (tile.Picture.Width, tile.Picture.Height);
        using var target = new Mat(sheet, new Rect(x + ((tileSize - width) / 2), y + TitleHeight + ((rowHeight - height) / 2), width, height));
        tile.Picture.CopyTo(target);
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
