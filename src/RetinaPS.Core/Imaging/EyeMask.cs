using System.Collections.ObjectModel;

namespace RetinaPS.Imaging;

/// <summary>
/// Where the eye is in one photograph: a region that meets every row in one run of pixels, the circle that it is part of, and how it was
/// found. It holds a few kilobytes, no pixels, and belongs to images of one size only.
/// </summary>
public sealed class EyeMask
{
    private readonly Lazy<ReadOnlyCollection<PixelPoint>> hull;

    internal EyeMask(RowExtents extents, EyeCircle circle, EyeMaskMethod method, double confidence, EyeMaskStatus status, string? reason = null)
    {
        Extents = extents;
        Circle = circle;
        Method = method;
        Confidence = confidence;
        Status = status;
        Reason = reason;
        hull = new(() => Array.AsReadOnly(extents.ConvexHull()));
    }

    /// <summary>Width in pixels of the image that the mask belongs to.</summary>
    public int Width => Extents.Width;

    /// <summary>Height in pixels of the image that the mask belongs to.</summary>
    public int Height => Extents.Height;

    /// <summary>The number of pixels inside the eye.</summary>
    public long PixelCount => Extents.PixelCount;

    /// <summary>The part of the frame that the eye covers, 0 to 1.</summary>
    public double AreaRatio => (double)PixelCount / ((long)Width * Height);

    /// <summary>The eye's circle. For a mask that is no disc, the circle about its bounding box.</summary>
    public EyeCircle Circle { get; }

    /// <summary>The mask's convex hull: strictly convex corner pixels, in order around the mask.</summary>
    public IReadOnlyList<PixelPoint> Hull => hull.Value;

    /// <summary>The smallest rectangle that holds the mask.</summary>
    public PixelRectangle BoundingBox => Extents.BoundingBox();

    /// <summary>The method that made the mask.</summary>
    public EyeMaskMethod Method { get; }

    /// <summary>How well the pixels support the mask, 0 to 1; not a number (NaN) where the method does not judge itself.</summary>
    public double Confidence { get; }

    /// <summary>What can be said of the mask.</summary>
    public EyeMaskStatus Status { get; }

    /// <summary>Whether little supports the mask, so that it should be looked at before it is used.</summary>
    public bool IsDoubtful => Status == EyeMaskStatus.LowConfidence;

    /// <summary>What speaks against the mask when its status is <see cref="EyeMaskStatus.LowConfidence"/>; otherwise null.</summary>
    public string? Reason { get; }

    /// <summary>The photograph's file, or null for an image made in memory.</summary>
    public string? Path { get; internal init; }

    /// <summary>The photograph's name: its file name without extension.</summary>
    public string Name { get; internal init; } = "mask";

    internal RowExtents Extents { get; }

    /// <summary>Whether a pixel lies inside the eye. Pixels outside the frame do not.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <returns>True inside the eye.</returns>
    public bool Contains(int x, int y) => Extents.Contains(x, y);

    /// <summary>How well two masks of the same size agree: the pixels in both over the pixels in either.</summary>
    /// <param name="other">The other mask.</param>
    /// <returns>Intersection over union, 0 to 1.</returns>
    /// <exception cref="ArgumentException">The masks differ in size.</exception>
    public double IntersectionOverUnion(EyeMask other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Width != Width || other.Height != Height)
            throw new ArgumentException($"The masks differ in size: {Width} x {Height} and {other.Width} x {other.Height}.", nameof(other));
        return Extents.IntersectionOverUnion(other.Extents);
    }

    /// <summary>How well the mask agrees with a mask drawn as a picture, such as one made by hand: the pixels in both over the pixels in either.</summary>
    /// <param name="picture">An 8-bit image of the mask's size; every pixel that is not black is inside.</param>
    /// <returns>Intersection over union, 0 to 1.</returns>
    /// <exception cref="ArgumentException">The picture is of another size or format.</exception>
    public double IntersectionOverUnion(RetinaImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.Width != Width || picture.Height != Height || picture.Format == PixelFormat.Gray32Float)
            throw new ArgumentException($"The picture is {picture.Width} x {picture.Height} {picture.Format}; {Width} x {Height} in 8 bits is needed.", nameof(picture));
        using var gray = picture.Derive(picture.Device.Engine.ToGray(picture.Buffer), null);
        byte[] pixels = gray.CopyPixels();
        long inside = pixels.LongLength - pixels.AsSpan().Count((byte)0);
        long both = 0;
        for (int y = 0; y < Height; y++)
        {
            if (Extents.First[y] > Extents.Last[y])
                continue;
            var run = pixels.AsSpan((y * Width) + Extents.First[y], Extents.Last[y] - Extents.First[y] + 1);
            both += run.Length - run.Count((byte)0);
        }

        long either = inside + PixelCount - both;
        return either == 0 ? 1 : (double)both / either;
    }

    /// <summary>The mask's pixels, row after row: 255 inside the eye, 0 outside.</summary>
    /// <returns>A new array of Width x Height bytes.</returns>
    public byte[] ToPixels()
    {
        var pixels = new byte[(long)Width * Height];
        Extents.Fill(pixels);
        return pixels;
    }

    /// <summary>The mask as method, area and circle.</summary>
    public override string ToString() => FormattableString.Invariant($"{Method} {AreaRatio:P1} {Circle}");

    internal EyeMask Resize(int width, int height) => (width, height) == (Width, Height) ? this : With(
        Extents.Resize(width, height), Circle.Scale((double)width / Width, (double)height / Height));

    internal EyeMask Crop(PixelRectangle area) => With(
        Extents.Crop(area), Circle with { CenterX = Circle.CenterX - area.X, CenterY = Circle.CenterY - area.Y });

    internal EyeMask For(string? path, string name) => new(Extents, Circle, Method, Confidence, Status, Reason) { Path = path, Name = name };

    internal static EyeMask FullFrame(int width, int height, EyeMaskStatus status = EyeMaskStatus.NotAssessed, double confidence = double.NaN, string? reason = null) => new(
        RowExtents.Full(width, height), CircleAbout(new PixelRectangle(0, 0, width, height)), EyeMaskMethod.FullFrame, confidence, status, reason);

    /// <summary>The circle of the same extent as a rectangle: its centre, and half of its longer side.</summary>
    internal static EyeCircle CircleAbout(PixelRectangle box) => new(
        box.X + ((box.Width - 1) / 2.0), box.Y + ((box.Height - 1) / 2.0), Math.Max(box.Width, box.Height) / 2.0);

    private EyeMask With(RowExtents extents, EyeCircle circle) => new(extents, circle, Method, Confidence, Status, Reason) { Path = Path, Name = Name };
}
