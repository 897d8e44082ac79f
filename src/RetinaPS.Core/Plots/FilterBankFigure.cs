using System.Globalization;
using RetinaPS.Imaging;

namespace RetinaPS.Plots;

/// <summary>Turns the kernels of a filter bank into a figure: each as a heat map, with its profile across the vessel under it.</summary>
internal static class FilterBankFigure
{
    private const int MostColumns = 8;
    private const int CellWidth = 210;
    private const int MapHeight = CellWidth + 14; // what the title takes above and the margins take beside: maps are square
    private const int ProfileHeight = 120;

    public static Figure Of(FilterBank bank)
    {
        double limit = bank.Kernels.Max(kernel => kernel.WeightArray.Max(weight => Math.Abs((double)weight)));
        return new Figure(bank.ToString(), bank.Kernels.Count == 1 ? "1 kernel" : $"{bank.Kernels.Count} kernels; weights, and their profiles across the vessel")
        {
            HeatMapLimit = limit,
            Rows = [.. bank.Scales.SelectMany(RowsOf).SelectMany(row => new[]
            {
                new FigureRow(CellWidth, MapHeight, [.. row.Select(kernel => HeatMap(kernel.Item, kernel.Index))]),
                new FigureRow(CellWidth, ProfileHeight, [.. row.Select(kernel => Profile(kernel.Item, limit))]),
            })],
        };
    }

    /// <summary>
    /// The weights on the line through the anchor across the vessel that the kernel answers to, a pixel apart, interpolated bilinearly; for a
    /// kernel without orientation, its row.
    /// </summary>
    internal static (double[] Distance, double[] Weight) Across(FilterKernel kernel)
    {
        double angle = (kernel.Orientation ?? 0) * Math.PI / 180;
        int reach = Math.Max(kernel.Width, kernel.Height) / 2;
        double[] distance = [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(t => (double)t)];

        // Counter-clockwise on a picture whose rows run downwards.
        return (distance, Array.ConvertAll(distance, t => WeightAt(kernel, (kernel.Width / 2) + (t * Math.Cos(angle)), (kernel.Height / 2) - (t * Math.Sin(angle)))));
    }

    /// <summary>Rows as even as can be: 12 orientations are two rows of six.</summary>
    private static IEnumerable<(int Index, FilterKernel Item)[]> RowsOf(FilterBank scale)
    {
        int count = scale.Kernels.Count;
        int rows = (count + MostColumns - 1) / MostColumns;
        return scale.Kernels.Index().Chunk((count + rows - 1) / rows);
    }

    private static double WeightAt(FilterKernel kernel, double x, double y)
    {
        int left = (int)Math.Floor(x), top = (int)Math.Floor(y);
        double right = x - left, down = y - top;
        return ((1 - down) * (((1 - right) * At(left, top)) + (right * At(left + 1, top))))
            + (down * (((1 - right) * At(left, top + 1)) + (right * At(left + 1, top + 1))));

        double At(int column, int row) =>
            column >= 0 && column < kernel.Width && row >= 0 && row < kernel.Height ? kernel.WeightArray[(row * kernel.Width) + column] : 0;
    }

    private static PlotPanel HeatMap(FilterKernel kernel, int index)
    {
        var values = new double[kernel.Height, kernel.Width];
        for (int y = 0; y < kernel.Height; y++)
        {
            for (int x = 0; x < kernel.Width; x++)
                values[y, x] = kernel.WeightArray[(y * kernel.Width) + x];
        }

        // One square for all sizes, so that kernels compare.
        int side = Math.Max(kernel.Width, kernel.Height);
        return new PlotPanel(TitleOf(kernel, index), string.Empty, string.Empty)
        {
            HeatMap = values,
            XRange = Middle(kernel.Width, side),
            YRange = Middle(kernel.Height, side),
        };
    }

    private static (double, double) Middle(int length, int side) => (((length - side) / 2.0) - 0.5, ((length + side) / 2.0) - 0.5);

    private static string TitleOf(FilterKernel kernel, int index) => kernel.Orientation is null
        ? string.Create(CultureInfo.InvariantCulture, $"{index}   Σ {kernel.Sum:G3}")
        : string.Create(CultureInfo.InvariantCulture, $"{kernel.Orientation:0.##}°   σ {kernel.Sigma:0.##}   Σ {SumText(kernel)}");

    /// <summary>What is left of a sum of zero after rounding is zero.</summary>
    private static string SumText(FilterKernel kernel)
    {
        double all = kernel.WeightArray.Sum(weight => Math.Abs((double)weight));
        return Math.Abs(kernel.Sum) < 1e-6 * all ? "0" : kernel.Sum.ToString("G3", CultureInfo.InvariantCulture);
    }

    private static PlotPanel Profile(FilterKernel kernel, double limit)
    {
        var (distance, weight) = Across(kernel);
        double reach = Math.Max(1, distance[^1]);
        return new PlotPanel(string.Empty, "pixels across", string.Empty)
        {
            Lines = [new PlotLine("zero", [-reach, reach], [0, 0], PlotColors.Input) { Width = 1 }, new PlotLine("profile", distance, weight, PlotColors.Of("Blue"))],
            XRange = (-reach, reach),
            YRange = (-1.1 * limit, 1.1 * limit),
            XTicks = [-Math.Floor(reach * 0.8), 0, Math.Floor(reach * 0.8)],
            YTicks = [-limit, 0, limit],
        };
    }
}
