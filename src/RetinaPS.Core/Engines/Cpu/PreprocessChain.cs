using System.Collections.Concurrent;
using OpenCvSharp;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cpu;

/// <summary>
/// The whole chain on the processor, in three passes over the photograph: count levels; apply the tables and take V; and, after CLAHE,
/// strip by strip so that the strip stays in the cache, to HSV, the new V in, back to BGR, mask. The bytes are those of the single steps.
/// </summary>
internal sealed class PreprocessChain(RetinaDevice device)
{
    private const int StripBytes = 192 * 1024;
    private readonly ConcurrentBag<Workspace> idle = [];

    public PreprocessOutcome Run(CpuBuffer input, PreprocessPlan plan, bool overwriteInput)
    {
        if (!idle.TryTake(out var workspace))
            workspace = new Workspace();
        try
        {
            using var image = Prepare(input, plan, overwriteInput);
            return Run(image, plan, workspace);
        }
        finally
        {
            idle.Add(workspace);
        }
    }

    /// <summary>Sets every pixel to 0 that lies outside the region; the matrix holds the region's rows from <paramref name="firstRow"/> on.</summary>
    public static unsafe void ClearOutside(Mat image, RowExtents mask, int firstRow)
    {
        int size = image.ElemSize();
        int width = image.Width, height = image.Height;
        for (int y = 0; y < height; y++)
        {
            var row = new Span<byte>((byte*)image.Ptr(y), width * size);
            int first = mask.First[firstRow + y], last = mask.Last[firstRow + y];
            if (first > last)
            {
                row.Clear();
                continue;
            }

            row[..(first * size)].Clear();
            row[((last + 1) * size)..].Clear();
        }
    }

    /// <summary>The photograph in colour, at the size that is enhanced, in memory that may be written; the caller disposes of it.</summary>
    private CpuBuffer Prepare(CpuBuffer input, PreprocessPlan plan, bool overwriteInput)
    {
        if (plan.PyramidDown)
        {
            using var color = input.Format == PixelFormat.Gray8 ? input.Mat.CvtColor(ColorConversionCodes.GRAY2BGR) : null;
            var small = new Mat();
            Cv2.PyrDown(color ?? input.Mat, small);
            EyeSearch.Blur(small, small);
            return new CpuBuffer(device, small);
        }

        if (input.Format == PixelFormat.Gray8)
            return new CpuBuffer(device, input.Mat.CvtColor(ColorConversionCodes.GRAY2BGR));
        return overwriteInput ? input.Share() : new CpuBuffer(device, input.Mat.Clone());
    }

    private PreprocessOutcome Run(CpuBuffer image, PreprocessPlan plan, Workspace workspace)
    {
        var mask = plan.KnownMask?.Resize(image.Width, image.Height)
            ?? EyeSearch.Find(image, plan.Eye)
            ?? throw RetinaErrors.EyeNotFound(plan.SourceName, plan.Eye.Method.ToString());
        if (mask.PixelCount == 0)
            throw RetinaErrors.EmptyMask(plan.SourceName);
        long[][] counts = LevelCounter.Count(image, mask.Extents);
        var histogram = new ColorHistogram(null, plan.SourceName, counts, plan.ExcludeSaturated);
        var tables = plan.Reference.TablesFor(histogram);
        ValueTables.Apply(image.Mat, tables, workspace.Value);
        using (var clahe = Cv2.CreateCLAHE(plan.Clahe.ClipLimit, new Size(plan.Clahe.TilesX, plan.Clahe.TilesY)))
            clahe.Apply(workspace.Value, workspace.Enhanced);
        ReplaceValue(image.Mat, workspace, mask.Extents);
        return ResultFinisher.Finish(device.Engine, image, mask, MeanLuma.Of(counts), plan);
    }

    /// <summary>Whole rows together, since OpenCV's HSV to BGR rounds by column: a strip of rows gives the same bytes as the image.</summary>
    private static void ReplaceValue(Mat image, Workspace workspace, RowExtents mask)
    {
        int rows = Math.Max(1, StripBytes / (3 * mask.Width));
        for (int y = 0; y < mask.Height; y += rows)
        {
            int end = Math.Min(y + rows, mask.Height);
            using var strip = image.RowRange(y, end);
            using var value = workspace.Enhanced.RowRange(y, end);
            Cv2.CvtColor(strip, workspace.Hsv, ColorConversionCodes.BGR2HSV);
            Cv2.InsertChannel(value, workspace.Hsv, 2);
            Cv2.CvtColor(workspace.Hsv, strip, ColorConversionCodes.HSV2BGR);
            ClearOutside(strip, mask, y);
        }
    }

    /// <summary>Matrices that are kept from photograph to photograph: fresh memory costs more than the arithmetic done in it.</summary>
    private sealed class Workspace
    {
        public Mat Value { get; } = new();

        public Mat Enhanced { get; } = new();

        public Mat Hsv { get; } = new();
    }
}
