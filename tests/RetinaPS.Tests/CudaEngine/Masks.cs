using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>Eye masks to compute with, and their comparison.</summary>
internal static class Masks
{
    public static RowExtents Empty(int width, int height) =>
        RowExtents.FromArrays(width, [.. Enumerable.Repeat(width, height)], [.. Enumerable.Repeat(-1, height)]);

    /// <summary>A region whose rows begin and end by chance, some without pixels; at least one pixel.</summary>
    public static RowExtents Ragged(int width, int height)
    {
        var random = new Random((31 * width) + height);
        int[] first = [.. Enumerable.Range(0, height).Select(_ => random.Next(width))];
        int[] last = [.. first.Select((from, y) => y > 0 && random.Next(5) == 0 ? -1 : random.Next(from, width))];
        return RowExtents.FromArrays(width, first, last);
    }

    /// <summary>A disc that leaves the frame on one side.</summary>
    public static EyeMask Disc(int width, int height)
    {
        var circle = new EyeCircle(width * 0.45, height * 0.5, Math.Max(0.6, 0.48 * Math.Max(width, height)));
        var extents = RowExtents.FromDisc(width, height, circle, new PixelRectangle(0, 0, width, height));
        return new EyeMask(extents, circle, EyeMaskMethod.Disc, 1, EyeMaskStatus.Found);
    }

    public static EyeMask Of(RowExtents extents) =>
        new(extents, new EyeCircle(0, 0, 1), EyeMaskMethod.Canny, double.NaN, EyeMaskStatus.NotAssessed);

    /// <summary>Asserts that both engines found the same outline and think the same of it.</summary>
    public static void AssertSame(EyeMask? expected, EyeMask? actual, string what)
    {
        Assert.True(expected is null == actual is null, $"{what}: {expected} and {actual}");
        if (expected is null || actual is null)
            return;
        Assert.Equal((expected.Circle, expected.Method, expected.Status, expected.Reason), (actual.Circle, actual.Method, actual.Status, actual.Reason));
        Assert.Equal(expected.Confidence, actual.Confidence);
        Assert.True(expected.Extents.First.AsSpan().SequenceEqual(actual.Extents.First), $"{what}: first columns");
        Assert.True(expected.Extents.Last.AsSpan().SequenceEqual(actual.Extents.Last), $"{what}: last columns");
    }
}
