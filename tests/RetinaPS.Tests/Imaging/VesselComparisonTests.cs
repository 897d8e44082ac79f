using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.Imaging;

/// <summary>The figures of vessel maps, against plain computations and numbers worked out by hand.</summary>
public sealed class VesselComparisonTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1000)]
    public void The_AUC_is_the_part_of_pairs_that_are_in_order(int levels)
    {
        var random = new Random(levels);
        float[] positives = [.. Enumerable.Range(0, 151).Select(_ => random.Next(levels) / 7f)];
        float[] negatives = [.. Enumerable.Range(0, 313).Select(_ => random.Next(levels) / 9f)];
        double pairs = positives.Sum(p => negatives.Sum(n => p > n ? 1.0 : p == n ? 0.5 : 0.0));
        Assert.Equal(pairs / (151.0 * 313.0), RankStatistic.AreaUnderCurve(positives, negatives), 1e-12);
    }

    [Fact]
    public void Perfect_order_gives_one_reversed_order_zero_and_equal_values_a_half()
    {
        Assert.Equal(1, RankStatistic.AreaUnderCurve([0.9f, 0.8f], [0.7f, 0.1f, 0.2f]));
        Assert.Equal(0, RankStatistic.AreaUnderCurve([0.1f, 0.2f], [0.7f, 0.9f]));
        Assert.Equal(0.5, RankStatistic.AreaUnderCurve([0.3f, 0.3f], [0.3f]));
        Assert.Equal(double.NaN, RankStatistic.AreaUnderCurve([], [0.3f]));
    }

    [Fact]
    public void Figures_follow_from_the_counts()
    {
        var agreement = new VesselAgreement(TruePositives: 60, FalsePositives: 20, TrueNegatives: 900, FalseNegatives: 20, Auc: 0.9);
        Assert.Equal(1000, agreement.PixelCount);
        Assert.Equal(0.96, agreement.Accuracy, 12);
        Assert.Equal(0.75, agreement.Sensitivity, 12);
        Assert.Equal(900.0 / 920, agreement.Specificity, 12);
        Assert.Equal(0.75, agreement.Precision, 12);
        Assert.Equal(0.75, agreement.F1, 12);
        Assert.Equal(agreement.F1, agreement.Dice);
        // (60 * 900 - 20 * 20) / sqrt(80 * 80 * 920 * 920)
        Assert.Equal(53600.0 / 73600, agreement.MatthewsCorrelation, 12);
    }

    [Fact]
    public void Only_pixels_of_the_field_of_view_count_inside_and_all_count_in_the_frame()
    {
        float[] response = [0.9f, 0.8f, 0.3f, 0.2f, 0, 0.95f];
        bool[] map = [true, true, false, false, false, true];
        bool[] truth = [true, false, true, false, false, false];
        bool[] inside = [true, true, true, true, false, false];
        var comparison = new VesselComparison(response, map, truth, inside);
        Assert.Equal(new VesselAgreement(1, 1, 1, 1, 0.75), comparison.FieldOfView);
        // 0.9 beats 0.8, 0.2 and 0; 0.3 beats 0.2 and 0: five of eight pairs.
        Assert.Equal(new VesselAgreement(1, 2, 2, 1, 0.625), comparison.Frame);
    }

    [Fact]
    public void Figures_agree_with_a_plain_computation_on_noise()
    {
        var random = new Random(7);
        const int Count = 3000;
        float[] response = [.. Enumerable.Range(0, Count).Select(_ => random.Next(50) / 49f)];
        bool[] truth = [.. response.Select(value => random.NextDouble() < (0.1 + (0.6 * value)))];
        bool[] map = [.. response.Select(value => value >= 0.5f)];
        bool[] inside = [.. Enumerable.Range(0, Count).Select(_ => random.Next(3) > 0)];
        var field = new VesselComparison(response, map, truth, inside).FieldOfView;
        int[] chosen = [.. Enumerable.Range(0, Count).Where(i => inside[i])];
        Assert.Equal(chosen.Count(i => map[i] == truth[i]) / (double)chosen.Length, field.Accuracy, 12);
        Assert.Equal(chosen.Count(i => map[i] && truth[i]) / (double)chosen.Count(i => truth[i]), field.Sensitivity, 12);
        double[] x = [.. chosen.Select(i => map[i] ? 1.0 : 0)], y = [.. chosen.Select(i => truth[i] ? 1.0 : 0)];
        double mx = x.Average(), my = y.Average();
        double correlation = x.Zip(y).Sum(p => (p.First - mx) * (p.Second - my))
            / Math.Sqrt(x.Sum(v => (v - mx) * (v - mx)) * y.Sum(v => (v - my) * (v - my)));
        Assert.Equal(correlation, field.MatthewsCorrelation, 9);
        double pairs = chosen.Where(i => truth[i]).Sum(p => chosen.Where(i => !truth[i]).Sum(n => response[p] > response[n] ? 1.0 : response[p] == response[n] ? 0.5 : 0));
        Assert.Equal(pairs / ((double)chosen.Count(i => truth[i]) * chosen.Count(i => !truth[i])), field.Auc, 9);
    }

    [Fact]
    public void A_summary_has_the_images_mean_and_deviation_and_the_figure_of_all_pixels_together()
    {
        var totals = new VesselMeasurementTotals();
        totals.Add(new VesselComparison([0.9f, 0.1f], [true, false], [true, false], [true, true]));
        totals.Add(new VesselComparison([0.2f, 0.4f, 0.3f, 0.6f], [false, false, false, true], [true, false, true, false], [true, true, true, true]));
        var accuracy = Assert.Single(totals.Summarize(), row => row is { Figure: "Accuracy", Pixels: "FieldOfView" });
        Assert.Equal((2, 0.625, 0.25, 1.0), (accuracy.Count, accuracy.Mean, accuracy.Minimum, accuracy.Maximum));
        Assert.Equal(Math.Sqrt(2 * 0.375 * 0.375), accuracy.StandardDeviation, 12);
        Assert.Equal(3.0 / 6, accuracy.Pooled, 12);
        var auc = Assert.Single(totals.Summarize(), row => row is { Figure: "Auc", Pixels: "Frame" });
        Assert.Equal(0.5, auc.Mean, 12);
        // Vessels 0.9, 0.2, 0.3 against 0.1, 0.4, 0.6: three, one and one of nine pairs.
        Assert.Equal(5.0 / 9, auc.Pooled, 5);
    }
}
