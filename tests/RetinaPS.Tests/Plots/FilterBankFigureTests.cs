using RetinaPS.Imaging;
using RetinaPS.Plots;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Plots;

public sealed class FilterBankFigureTests : CmdletTest
{
    [Fact]
    public void Every_kernel_has_a_map_of_its_weights_and_a_title_that_names_it()
    {
        var bank = Bank("-Sigma 1.5, 2 -Length 5, 9 -Orientations 4 -Rotation Analytic");
        var figure = FilterBankFigure.Of(bank);
        var maps = figure.Rows.Where((_, row) => row % 2 == 0).SelectMany(row => row.Panels).ToArray();
        Assert.Equal(bank.Kernels.Count, maps.Length);
        Assert.Equal(bank.Kernels.Max(kernel => kernel.Weights.Max(Math.Abs)), (float)figure.HeatMapLimit);
        foreach (var (kernel, map) in bank.Kernels.Zip(maps))
        {
            float[,] weights = kernel.ToArray();
            Assert.Equal(weights.Cast<float>(), map.HeatMap!.Cast<double>().Select(weight => (float)weight));
            Assert.Equal((kernel.Height, kernel.Width), (map.HeatMap!.GetLength(0), map.HeatMap.GetLength(1)));
            Assert.Equal(FormattableString.Invariant($"{kernel.Orientation}°   σ {kernel.Sigma}   Σ 0"), map.Title);
            Assert.Equal(map.XRange.To - map.XRange.From, map.YRange.To - map.YRange.From);
        }
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(12, 2)]
    [InlineData(18, 3)]
    public void Orientations_stand_in_even_rows(int orientations, int rows)
    {
        var figure = FilterBankFigure.Of(Bank($"-Sigma 1 -Length 3 -Orientations {orientations} -Rotation Analytic"));
        Assert.Equal(2 * rows, figure.Rows.Count);
        Assert.Equal(orientations, figure.Rows.Where((_, row) => row % 2 == 0).Sum(row => row.Panels.Count));
    }

    [Fact]
    public void The_profile_crosses_the_vessel()
    {
        var bank = Bank("-Sigma 2 -Length 9 -Orientations 4 -Rotation Analytic");
        var upright = bank.Kernels.Single(kernel => kernel.Orientation == 0);
        var (distance, across) = FilterBankFigure.Across(upright);
        int reach = (int)distance[^1];
        Assert.Equal(
            Enumerable.Range(0, upright.Width).Select(x => (double)upright.Weights[((upright.Height / 2) * upright.Width) + x]),
            across.Skip(reach - (upright.Width / 2)).Take(upright.Width));

        // Turned by 90 degrees, across is up.
        var lying = bank.Kernels.Single(kernel => kernel.Orientation == 90);
        (distance, across) = FilterBankFigure.Across(lying);
        for (int i = 0; i < distance.Length; i++)
        {
            int row = (lying.Height / 2) - (int)distance[i];
            double expected = row >= 0 && row < lying.Height ? lying.Weights[(row * lying.Width) + (lying.Width / 2)] : 0;
            Assert.Equal(expected, across[i], 1e-7);
        }

        // Whatever the orientation, the profile is the Gaussian's: highest on the vessel, alike on both sides.
        foreach (var kernel in bank.Kernels)
        {
            (distance, across) = FilterBankFigure.Across(kernel);
            int middle = distance.Length / 2;
            Assert.Equal(across.Max(), across[middle]);
            Assert.Equal(across[middle - 3], across[middle + 3], 1e-6);
            Assert.True(across[middle + 4] < 0);
        }
    }

    [Fact]
    public void Kernels_given_as_numbers_are_numbered()
    {
        var bank = Run("New-MatchedFilterBank -Kernel @(@(-1, -1, -1), @(2, 2, 2), @(-1, -1, -1)), @(@(1, 2), @(3, 4))").Succeeded().Single<FilterBank>();
        var figure = FilterBankFigure.Of(bank);
        Assert.Equal(["0   Σ 0", "1   Σ 10"], figure.Rows[0].Panels.Select(panel => panel.Title));
        Assert.Equal([3.0, 4.0, 0.0], FilterBankFigure.Across(bank.Kernels[1]).Weight.Prepend(0).Skip(1).Append(0).Take(3));
    }

    private FilterBank Bank(string parameters) => Run($"New-MatchedFilterBank {parameters}").Succeeded().Single<FilterBank>();
}
