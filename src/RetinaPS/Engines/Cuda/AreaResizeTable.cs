namespace RetinaPS.Engines.Cuda;

/// <summary>
/// How OpenCV's INTER_AREA (specification, section 19) shrinks one side of an image: by a whole factor, if both sides have one, or else by
/// weighted spans. In double and in OpenCV's order, where 1 / (target / source) is not always source / target.
/// </summary>
internal readonly record struct AreaResizeTable
{
    // OpenCV: less of a pixel than this does not count as covered; and this far from a whole number is whole.
    private const double Sliver = 1e-3;
    private const double Whole = 2.220446049250313e-16;

    private readonly double scale;

    public AreaResizeTable(int source, int target)
    {
        (Source, Target) = (source, target);
        scale = 1 / ((double)target / source);
        int nearest = (int)Math.Round(scale, MidpointRounding.ToEven);
        WholeFactor = Math.Abs(scale - nearest) < Whole ? nearest : 0;
    }

    /// <summary>Pixels of the side before.</summary>
    public int Source { get; }

    /// <summary>Pixels of the side after, no more than before.</summary>
    public int Target { get; }

    /// <summary>How many source pixels a target pixel covers, if that is a whole number; otherwise 0.</summary>
    public int WholeFactor { get; }

    /// <summary>What each target pixel covers.</summary>
    public AreaSpan[] Spans()
    {
        var spans = new AreaSpan[Target];
        for (int i = 0; i < Target; i++)
            spans[i] = SpanOf(i);
        return spans;
    }

    private AreaSpan SpanOf(int target)
    {
        double from = target * scale;
        double to = from + scale;
        double covered = Math.Min(scale, Source - from);
        int last = Math.Min((int)Math.Floor(to), Source - 1);
        int first = Math.Min((int)Math.Ceiling(from), last);
        bool head = first - from > Sliver;
        bool tail = to - last > Sliver;
        int begin = head ? first - 1 : first;
        int count = last + (tail ? 1 : 0) - begin;
        float body = (float)(1 / covered);
        float headWeight = head ? (float)((first - from) / covered) : body;
        float tailWeight = tail ? (float)(Math.Min(Math.Min(to - last, 1), covered) / covered) : body;
        // A span of one pixel has its weight from whichever of the three rules gave it.
        return new AreaSpan(begin, count, !head && count == 1 && tail ? tailWeight : headWeight, body, tailWeight);
    }
}
