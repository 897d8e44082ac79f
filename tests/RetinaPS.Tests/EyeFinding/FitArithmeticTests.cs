using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RetinaPS.Engines.EyeFinding;
using Xunit;

namespace RetinaPS.Tests.EyeFinding;

/// <summary>What the fit computes several at a time is what it would compute one by one, to the bit.</summary>
public sealed class FitArithmeticTests
{
    private readonly Random _random = new(4711);

    [Theory]
    [InlineData(61, 47)]
    [InlineData(5, 3)]
    [InlineData(2, 2)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    public void ARayHoldsWhatLiesAtItsPlaces(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        _random.NextBytes(pixels);
        using var plane = new ContrastPlane(pixels, width, height, new Contrast(0.2f, 0.3f, 0.5f, 17.3f, 2));
        for (int trial = 0; trial < 200; trial++)
        {
            double x = _random.NextDouble() * width, y = _random.NextDouble() * height;
            (double sine, double cosine) = Math.SinCos(7 * _random.NextDouble());
            int reach = _random.Next(1, 40);
            var pairs = new Vector128<double>[reach + 1];
            plane.AddRay(x, y, cosine, sine, reach, pairs);
            plane.AddRay(y, x, sine, cosine, reach, pairs);
            var samples = MemoryMarshal.Cast<Vector128<double>, double>(pairs.AsSpan());
            for (int i = 0; i <= 2 * reach; i++)
            {
                double expected = plane.At(x + ((i - reach) * cosine), y + ((i - reach) * sine));
                expected += plane.At(y + ((i - reach) * sine), x + ((i - reach) * cosine));
                Assert.Equal(expected, samples[i]);
            }
        }
    }

    [Theory]
    [InlineData(13)]
    [InlineData(6)]
    public void AContrastPlaneMixesEachPixelAlike(int width)
    {
        // The last pixel is like its neighbour: between two of the same level nothing is rounded.
        var pixels = new byte[width * 3];
        _random.NextBytes(pixels);
        pixels.AsSpan(pixels.Length - 6, 3).CopyTo(pixels.AsSpan(pixels.Length - 3));
        var contrast = new Contrast(-0.21f, 0.33f, 0.46f, 3.7f, 1);
        using var plane = new ContrastPlane(pixels, width, 1, contrast);
        for (int i = 0; i < width; i++)
        {
            float eye = (contrast.Red * pixels[(3 * i) + 2]) - contrast.Offset;
            Assert.Equal((contrast.Blue * pixels[3 * i]) + (contrast.Green * pixels[(3 * i) + 1]) + eye, plane.At(i, 0));
        }
    }

    [Fact]
    public void AChordHoldsTheCellsWithinTheDistance()
    {
        for (int trial = 0; trial < 5000; trial++)
        {
            // Whole and half numbers too: there a cell lies on the circle itself.
            double scale = trial % 2 == 0 ? 1 : 0.37;
            double x = scale * _random.Next(-10, 40) / 2, y = scale * _random.Next(-10, 40) / 2, radius = scale * _random.Next(0, 60) / 2;
            int first = _random.Next(0, 5), last = _random.Next(-1, 30);
            int row = _random.Next(0, 30);
            (int from, int past) = DiscRegion.Uncut(x, y, radius, 30, 30).Chord(row, radius * radius, first, last);
            var expected = Enumerable.Range(first, Math.Max(0, last - first + 1))
                .Where(column => ((column - x) * (column - x)) + ((row - y) * (row - y)) <= radius * radius);
            Assert.Equal(expected, Enumerable.Range(from, past - from));
        }
    }

    [Fact]
    public void TheEvidenceInsideARegionIsThatOfItsRows()
    {
        const int width = 43, height = 31;
        float[] evidence = [.. Enumerable.Range(0, width * height).Select(_ => (4 * _random.NextSingle()) - 2)];
        using var plane = new EvidencePlane(evidence, width, height);
        for (int trial = 0; trial < 500; trial++)
        {
            var region = new DiscRegion(
                _random.NextDouble() * width, _random.NextDouble() * height, 1 + (_random.NextDouble() * 40),
                _random.Next(-1, 12) + 0.5, _random.Next(-1, 12) + 0.5, _random.Next(20, width) - 0.5, _random.Next(20, height) - 0.5);
            double expected = 0;
            for (int y = (int)(region.Top + 0.5); y <= region.Bottom; y++)
            {
                double half = (region.Radius * region.Radius) - ((y - region.Y) * (y - region.Y));
                if (half >= 0)
                    expected += plane.RowRun(y, Math.Max(region.X - Math.Sqrt(half), region.Left), Math.Min(region.X + Math.Sqrt(half), region.Right));
            }

            Assert.Equal(expected, plane.Inside(region));
        }
    }

    [Fact]
    public void AnOrderStatisticIsWhatSortingGives()
    {
        for (int trial = 0; trial < 500; trial++)
        {
            double[] values = [.. Enumerable.Range(0, _random.Next(1, 80)).Select(_ => (double)_random.Next(trial + 1))];
            int rank = _random.Next(values.Length);
            Assert.Equal(values.Order().ElementAt(rank), OrderStatistic.Select<double>([.. values], rank));
        }
    }
}
