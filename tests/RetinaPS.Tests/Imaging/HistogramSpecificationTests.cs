using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.Imaging;

public sealed class HistogramSpecificationTests
{
    private const int Levels = HistogramSpecification.Levels;

    [Theory]
    [InlineData(1, 510, 1)] // 0.5; to even it would be 0
    [InlineData(1, 102, 3)] // 2.5; to even it would be 2
    [InlineData(5, 102, 13)] // 12.5; to even it would be 12
    [InlineData(3, 510, 2)] // 1.5
    [InlineData(1, 511, 0)] // just below a half
    [InlineData(1, 509, 1)] // just above
    public void Half_a_level_is_rounded_away_from_zero(long below, long pixels, byte expected)
    {
        var counts = new long[Levels];
        counts[10] = below;
        counts[20] = pixels - below;
        byte[] cumulative = HistogramSpecification.Cumulate(counts, pixels, excludeSaturated: false);
        Assert.Equal(expected, cumulative[15]);
        Assert.Equal(0, cumulative[9]);
        Assert.Equal(255, cumulative[20]);
    }

    [Fact]
    public void Sums_are_scaled_and_divided_in_single_precision()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            long[] counts = RandomCounts(new Random(seed));
            long pixels = counts.Sum();
            byte[] cumulative = HistogramSpecification.Cumulate(counts, pixels, excludeSaturated: false);
            long sum = 0;
            for (int level = 0; level < Levels; level++)
            {
                sum += counts[level];

                // Each step in double precision, then rounded to single: the same numbers by another way.
                float scaled = (float)((double)(float)sum * 255);
                decimal ratio = (decimal)(double)(float)((double)scaled / (float)pixels);
                Assert.Equal((byte)Math.Min(255, Math.Round(ratio, MidpointRounding.AwayFromZero)), cumulative[level]);
            }
        }
    }

    [Fact]
    public void A_saturated_level_left_out_still_counts_in_the_divisor()
    {
        var counts = new long[Levels];
        (counts[100], counts[200], counts[255]) = (50, 25, 25);
        byte[] counted = HistogramSpecification.Cumulate(counts, 100, excludeSaturated: false);
        byte[] excluded = HistogramSpecification.Cumulate(counts, 100, excludeSaturated: true);
        Assert.Equal(counted[..255], excluded[..255]);
        Assert.Equal(255, counted[255]);
        Assert.Equal(191, excluded[255]);
    }

    [Fact]
    public void More_pixels_than_single_precision_counts_still_end_at_255()
    {
        long[] counts = [.. Enumerable.Range(0, Levels).Select(level => 1_000_003L + level)];
        byte[] cumulative = HistogramSpecification.Cumulate(counts, counts.Sum(), excludeSaturated: false);
        Assert.Equal(cumulative.Order(), cumulative);
        Assert.Equal(255, cumulative[255]);
    }

    [Fact]
    public void Of_equally_near_levels_the_first_is_taken()
    {
        byte[] reference = [.. Enumerable.Range(0, Levels).Select(k => (byte)(k / 64 * 80))]; // 0, 80, 160, 240, 64 levels each
        byte[] cumulative = new byte[Levels];
        (cumulative[1], cumulative[2], cumulative[3], cumulative[4], cumulative[5]) = (40, 41, 39, 80, 255);
        byte[] table = HistogramSpecification.Match(cumulative, reference);
        Assert.Equal(0, table[0]); // equal, 64 times
        Assert.Equal(0, table[1]); // half way between 0 and 80
        Assert.Equal(64, table[2]);
        Assert.Equal(0, table[3]);
        Assert.Equal(64, table[4]);
        Assert.Equal(192, table[5]); // nearest, not equal
    }

    [Fact]
    public void Each_level_gets_the_first_nearest_of_the_reference()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            byte[] cumulative = Distribution(random), reference = Distribution(random);
            byte[] table = HistogramSpecification.Match(cumulative, reference);
            for (int level = 0; level < Levels; level++)
            {
                int nearest = reference.Min(k => Math.Abs(k - cumulative[level]));
                Assert.Equal(Array.FindIndex(reference, k => Math.Abs(k - cumulative[level]) == nearest), table[level]);
            }
        }
    }

    [Fact]
    public void A_photograph_matched_to_itself_keeps_every_level_that_it_has()
    {
        long[] counts = [.. Enumerable.Range(0, Levels).Select(level => level % 3 == 0 ? 100L : 0)];
        byte[] cumulative = HistogramSpecification.Cumulate(counts, counts.Sum(), excludeSaturated: false);
        byte[] table = HistogramSpecification.Match(cumulative, cumulative);
        for (int level = 0; level < Levels; level += 3)
            Assert.Equal(level, table[level]);
    }

    private static byte[] Distribution(Random random)
    {
        long[] counts = RandomCounts(random);
        return HistogramSpecification.Cumulate(counts, counts.Sum(), random.Next(2) == 0);
    }

    /// <summary>Levels mostly empty, or mostly full; few pixels, where halves abound, or many.</summary>
    private static long[] RandomCounts(Random random)
    {
        int most = 1 << random.Next(1, 16);
        int gaps = random.Next(1, 10);
        long[] counts = [.. Enumerable.Range(0, Levels).Select(_ => random.Next(gaps) == 0 ? (long)random.Next(most) : 0)];
        counts[random.Next(Levels)]++;
        return counts;
    }
}
