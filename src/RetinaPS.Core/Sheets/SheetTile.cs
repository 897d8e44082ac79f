using OpenCvSharp;
using RetinaPS.FalseColor;
using RetinaPS.Imaging;

namespace RetinaPS.Sheets;

/// <summary>One picture of a sheet: shrunk, with its title.</summary>
internal sealed class SheetTile : IDisposable
{
    private readonly FalseColorImage shown;

    private SheetTile(FalseColorImage shown, string title) => (this.shown, Title) = (shown, title);

    public Mat Picture => shown.Picture;

    public string Title { get; }

    public ColorMap Map => shown.Map;

    /// <summary>The values that the colours stand for, or null.</summary>
    public ValueRange? Range => shown.Range;

    /// <summary>Shrinks an image to a tile; the image is only borrowed.</summary>
    public static SheetTile From(RetinaImage image, string title, int size, ColorMap map, EyeMask? outline)
    {
        var (width, height) = SizeLimit.Fit(image.Width, image.Height, size);
        using var small = image.Device.Engine.Resize(image.Buffer, width, height);
        var tile = new SheetTile(FalseColorImage.From(small, map), title);
        if (outline is not null)
            MaskOutline.Draw(tile.Picture, outline);
        return tile;
    }

    public void Dispose() => shown.Dispose();
}
