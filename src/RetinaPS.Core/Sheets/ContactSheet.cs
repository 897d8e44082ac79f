using OpenCvSharp;
using RetinaPS.Devices;
using RetinaPS.Engines.OpenCv;
using RetinaPS.FalseColor;
using RetinaPS.Imaging;
using RetinaPS.Lettering;

namespace RetinaPS.Sheets;

/// <summary>Titled images in a grid. Each image is shrunk as it comes, so the sheet holds thumbnails only.</summary>
/// <param name="columns">Images in a row.</param>
/// <param name="tileSize">Width of a column; also the largest height of an image.</param>
/// <param name="headings">What stands above each column, or nothing.</param>
internal sealed class ContactSheet(int columns, int tileSize, IReadOnlyList<string> headings) : IDisposable
{
    private const int Gap = 8;
    private const int HeadingHeight = 30;
    private const int TitleHeight = 22;
    private const int BarHeight = 18;
    private const float HeadingSize = 17;
    private const float TitleSize = 14;
    private const float ValueSize = 12;
    private static readonly Scalar Paper = Scalar.All(32);
    private static readonly Scalar Ink = Scalar.All(225);
    private static readonly Scalar FaintInk = Scalar.All(170);
    private readonly List<SheetTile> tiles = [];

    public int Count => tiles.Count;

    /// <summary>Takes a tile over.</summary>
    public void Add(SheetTile tile) => tiles.Add(tile);

    /// <summary>Draws the sheet.</summary>
    public RetinaImage Draw(string name)
    {
        var rows = tiles.Chunk(columns).Select(row => new SheetRow(row)).ToArray();
        int cell = tileSize + Gap;
        int top = Gap + (headings.Count > 0 ? HeadingHeight : 0);
        int height = top + rows.Sum(row => row.Height + Gap);
        var sheet = new Mat(height, (Math.Min(columns, tiles.Count) * cell) + Gap, MatType.CV_8UC3, Paper);
        for (int i = 0; i < Math.Min(headings.Count, Math.Min(columns, tiles.Count)); i++)
            TextPainter.Write(sheet, new Rect(Gap + (i * cell), Gap, tileSize, HeadingHeight), headings[i], HeadingSize, Ink);
        int y = top;
        foreach (var row in rows)
        {
            for (int i = 0; i < row.Tiles.Length; i++)
                Place(sheet, row.Tiles[i], Gap + (i * cell), y, row);
            y += row.Height + Gap;
        }

        return new RetinaImage(new CpuBuffer(RetinaDevices.Cpu, sheet), null, name);
    }

    public void Dispose()
    {
        foreach (var tile in tiles)
            tile.Dispose();
        tiles.Clear();
    }

    private void Place(Mat sheet, SheetTile tile, int x, int y, SheetRow row)
    {
        TextPainter.Write(sheet, new Rect(x, y, tileSize, TitleHeight), tile.Title, TitleSize, Ink);
        if (tile.Range is { } range)
            DrawBar(sheet, new Rect(x, y + TitleHeight, tileSize, BarHeight), tile.Map, range);
        var (width, height) = (tile.Picture.Width, tile.Picture.Height);
        using var target = new Mat(sheet, new Rect(x + ((tileSize - width) / 2), y + row.Height - row.PictureHeight + ((row.PictureHeight - height) / 2), width, height));
        tile.Picture.CopyTo(target);
    }

    /// <summary>The smallest value, the colours, the largest value.</summary>
    private static void DrawBar(Mat sheet, Rect area, ColorMap map, ValueRange range)
    {
        int label = Math.Min(56, area.Width / 3);
        var colours = new Rect(area.X + label + 6, area.Y + 4, Math.Max(1, Math.Min(160, area.Width - (2 * (label + 6)))), area.Height - 8);
        TextPainter.Write(sheet, area with { Width = label }, range.MinimumText, ValueSize, FaintInk, right: true);
        TextPainter.Write(sheet, area with { X = colours.Right + 6, Width = label }, range.MaximumText, ValueSize, FaintInk);
        using var bar = FalseColorImage.Bar(map, colours.Width, colours.Height);
        using var target = new Mat(sheet, colours);
        bar.CopyTo(target);
    }

    /// <summary>Tiles side by side: the row is as high as its highest, and has a line for values if one of them shows values.</summary>
    private sealed class SheetRow(SheetTile[] tiles)
    {
        public SheetTile[] Tiles => tiles;

        public int PictureHeight { get; } = tiles.Max(tile => tile.Picture.Height);

        public int Height { get; } = TitleHeight + tiles.Max(tile => tile.Picture.Height) + (tiles.Any(tile => tile.Range is not null) ? BarHeight : 0);
    }
}
