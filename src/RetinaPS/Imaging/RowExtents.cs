namespace RetinaPS.Imaging;

/// <summary>
/// A region that meets every row in at most one run of pixels, kept as the first and last column of each row. Every convex region is one.
/// An empty row has a first column greater than its last.
/// </summary>
internal sealed class RowExtents
{
    private const int EmptyFirst = int.MaxValue;
    private const int EmptyLast = -1;

    private RowExtents(int width, int[] first, int[] last)
    {
        Width = width;
        First = first;
        Last = last;
        long count = 0;
        for (int y = 0; y < first.Length; y++)
            count += Math.Max(0, last[y] - (long)first[y] + 1);
        PixelCount = count;
    }

    public int Width { get; }

    public int Height => First.Length;

    /// <summary>First column of each row.</summary>
    public int[] First { get; }

    /// <summary>Last column of each row, included.</summary>
    public int[] Last { get; }

    public long PixelCount { get; }

    public bool Contains(int x, int y) => (uint)y < (uint)Height && x >= First[y] && x <= Last[y];

    /// <summary>Takes the arrays as they are, clipped to the width.</summary>
    public static RowExtents FromArrays(int width, int[] first, int[] last)
    {
        for (int y = 0; y < first.Length; y++)
        {
            int lo = Math.Max(first[y], 0);
            int hi = Math.Min(last[y], width - 1);
            (first[y], last[y]) = lo <= hi ? (lo, hi) : (EmptyFirst, EmptyLast);
        }

        return new RowExtents(width, first, last);
    }

    public static RowExtents Full(int width, int height)
    {
        var first = new int[height];
        var last = new int[height];
        Array.Fill(last, width - 1);
        return new RowExtents(width, first, last);
    }

    /// <summary>The pixels whose centres lie inside the circle and inside the rectangle.</summary>
    public static RowExtents FromDisc(int width, int height, EyeCircle circle, PixelRectangle within)
    {
        var first = new int[height];
        var last = new int[height];
        double squared = circle.Radius * circle.Radius;
        for (int y = 0; y < height; y++)
        {
            double dy = y - circle.CenterY;
            double half = squared - (dy * dy);
            if (half < 0 || y < within.Y || y >= within.Y + within.Height)
            {
                (first[y], last[y]) = (EmptyFirst, EmptyLast);
                continue;
            }

            half = Math.Sqrt(half);
            first[y] = Math.Max((int)Math.Ceiling(circle.CenterX - half), within.X);
            last[y] = Math.Min((int)Math.Floor(circle.CenterX + half), within.X + within.Width - 1);
        }

        return FromArrays(width, first, last);
    }

    /// <summary>
    /// The filled convex polygon, exactly as OpenCV's <c>drawContours(thickness: -1)</c> fills it (specification, section 8): each row from
    /// the smallest to the largest column of the polygon's 8-connected outline.
    /// </summary>
    public static RowExtents FromConvexPolygon(int width, int height, IReadOnlyList<PixelPoint> polygon)
    {
        var first = new int[height];
        var last = new int[height];
        Array.Fill(first, EmptyFirst);
        Array.Fill(last, EmptyLast);
        for (int i = 0; i < polygon.Count; i++)
            AddEdge(polygon[i], polygon[(i + 1) % polygon.Count], first, last);
        return FromArrays(width, first, last);
    }

    private static void AddEdge(PixelPoint p, PixelPoint q, int[] first, int[] last)
    {
        if (q.X < p.X)
            (p, q) = (q, p);
        long dx = q.X - p.X;
        long dy = Math.Abs(q.Y - p.Y);
        int step = Math.Sign(q.Y - p.Y);
        for (long k = 0; k <= dy; k++)
        {
            int y = p.Y + ((int)k * step);
            if ((uint)y >= (uint)first.Length)
                continue;
            long lo, hi;
            if (dy == 0)
            {
                (lo, hi) = (0, dx);
            }
            else if (dy > dx)
            {
                lo = hi = ((2 * dx * k) + dy - 1) / (2 * dy);
            }
            else
            {
                lo = Math.Max(0, CeilingDivide((2 * dx * k) - dx + 1, 2 * dy));
                hi = Math.Min(dx, FloorDivide((2 * dx * (k + 1)) - dx, 2 * dy));
            }

            first[y] = Math.Min(first[y], (int)(p.X + lo));
            last[y] = Math.Max(last[y], (int)(p.X + hi));
        }
    }

    /// <summary>The strictly convex hull of the region's pixels, counter-clockwise in image coordinates; collinear points are left out.</summary>
    public PixelPoint[] ConvexHull()
    {
        // Monotone chain over the row ends, top to bottom: each row contributes its two ends, already in order.
        var points = new List<PixelPoint>(2 * Height);
        for (int y = 0; y < Height; y++)
        {
            if (First[y] > Last[y])
                continue;
            points.Add(new PixelPoint(First[y], y));
            if (Last[y] > First[y])
                points.Add(new PixelPoint(Last[y], y));
        }

        if (points.Count <= 2)
            return [.. points];
        var hull = new PixelPoint[2 * points.Count];
        int count = 0;
        for (int i = 0; i < points.Count; i++)
            Push(points[i], 2);
        int lower = count + 1;
        for (int i = points.Count - 2; i >= 0; i--)
            Push(points[i], lower);
        return hull[..Math.Max(count - 1, 1)];

        void Push(PixelPoint p, int keep)
        {
            while (count >= keep && Cross(hull[count - 2], hull[count - 1], p) <= 0)
                count--;
            hull[count++] = p;
        }
    }

    private static long Cross(PixelPoint o, PixelPoint a, PixelPoint b) =>
        // Rows are the major axis of the sort, so x and y change places.
        ((long)(a.Y - o.Y) * (b.X - o.X)) - ((long)(a.X - o.X) * (b.Y - o.Y));

    /// <summary>The region in an image of another size: a pixel belongs to it when its centre falls on a pixel that does.</summary>
    public RowExtents Resize(int width, int height)
    {
        var first = new int[height];
        var last = new int[height];
        double scaleX = (double)Width / width;
        double scaleY = (double)Height / height;
        for (int y = 0; y < height; y++)
        {
            int source = Math.Min((int)((y + 0.5) * scaleY), Height - 1);
            if (First[source] > Last[source])
            {
                (first[y], last[y]) = (EmptyFirst, EmptyLast);
                continue;
            }

            first[y] = (int)Math.Ceiling((First[source] / scaleX) - 0.5);
            last[y] = (int)Math.Ceiling(((Last[source] + 1) / scaleX) - 0.5) - 1;
        }

        return FromArrays(width, first, last);
    }

    /// <summary>
    /// What is left when each pixel of the frame outside the region takes a disc of pixels about it away, drawn as OpenCV's MORPH_ELLIPSE; the
    /// frame's own edge takes nothing.
    /// </summary>
    public RowExtents Erode(int distance)
    {
        int[] first = new int[Height], last = new int[Height];
        Array.Fill(last, Width - 1);
        for (int y = 0; y < Height; y++)
        {
            for (int source = Math.Max(y - distance, 0); source <= Math.Min(y + distance, Height - 1); source++)
            {
                int across = (int)Math.Round(Math.Sqrt((distance * distance) - ((source - y) * (source - y))));
                bool empty = First[source] > Last[source];
                first[y] = Math.Max(first[y], empty ? EmptyFirst : First[source] == 0 ? 0 : First[source] + across);
                last[y] = Math.Min(last[y], empty ? EmptyLast : Last[source] == Width - 1 ? Width - 1 : Last[source] - across);
            }
        }

        return FromArrays(Width, first, last);
    }

    /// <summary>The part of the region inside a rectangle, in that rectangle's own coordinates.</summary>
    public RowExtents Crop(PixelRectangle area)
    {
        var first = new int[area.Height];
        var last = new int[area.Height];
        for (int y = 0; y < area.Height; y++)
        {
            int source = y + area.Y;
            bool empty = (uint)source >= (uint)Height || First[source] > Last[source];
            (first[y], last[y]) = empty ? (EmptyFirst, EmptyLast) : (First[source] - area.X, Last[source] - area.X);
        }

        return FromArrays(area.Width, first, last);
    }

    /// <summary>The smallest rectangle that holds every pixel of the region; empty for an empty region.</summary>
    public PixelRectangle BoundingBox()
    {
        int left = int.MaxValue, right = -1, top = -1, bottom = -1;
        for (int y = 0; y < Height; y++)
        {
            if (First[y] > Last[y])
                continue;
            if (top < 0)
                top = y;
            bottom = y;
            left = Math.Min(left, First[y]);
            right = Math.Max(right, Last[y]);
        }

        return top < 0 ? default : new PixelRectangle(left, top, right - left + 1, bottom - top + 1);
    }

    /// <summary>Intersection over union with another region of the same size, 0 to 1; two empty regions are equal.</summary>
    public double IntersectionOverUnion(RowExtents other)
    {
        long both = 0;
        for (int y = 0; y < Height; y++)
            both += Math.Max(0L, Math.Min(Last[y], other.Last[y]) - (long)Math.Max(First[y], other.First[y]) + 1);
        long either = PixelCount + other.PixelCount - both;
        return either == 0 ? 1 : (double)both / either;
    }

    /// <summary>Writes the region as bytes, 255 inside and 0 outside, row after row.</summary>
    public void Fill(Span<byte> pixels)
    {
        pixels.Clear();
        for (int y = 0; y < Height; y++)
        {
            if (First[y] <= Last[y])
                pixels.Slice((y * Width) + First[y], Last[y] - First[y] + 1).Fill(255);
        }
    }

    private static long FloorDivide(long a, long b) => a >= 0 ? a / b : -((-a + b - 1) / b);

    private static long CeilingDivide(long a, long b) => -FloorDivide(-a, b);
}
