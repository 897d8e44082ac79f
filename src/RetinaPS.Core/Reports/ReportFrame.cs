using RetinaPS.Batch;

namespace RetinaPS.Reports;

/// <summary>The size of the image that a record's circle is measured in: the photograph's own, or half of it where -PyramidDown came first.</summary>
internal static class ReportFrame
{
    // A mask of radius r that fills its frame's corners covers 4 r r at most, 1.27 times its circle; in a frame twice too large either way it
    // would cover four times what it does.
    private const double MostCoverage = 1.3;

    /// <summary>The size, or null where the record does not say.</summary>
    public static (int Width, int Height)? Of(PreprocessResult record)
    {
        if (record.Circle is not { } circle || record.SourceWidth == 0 || record.SourceHeight == 0 || !double.IsFinite(record.MaskRatio))
            return null;
        double area = record.MaskRatio * record.SourceWidth * record.SourceHeight;
        return area <= MostCoverage * Math.PI * circle.Radius * circle.Radius
            ? (record.SourceWidth, record.SourceHeight)
            : ((record.SourceWidth + 1) / 2, (record.SourceHeight + 1) / 2);
    }
}
