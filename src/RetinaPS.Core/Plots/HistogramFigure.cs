using System.Globalization;
using RetinaPS.Imaging;

namespace RetinaPS.Plots;

/// <summary>Turns histograms, references and what a specification does into figures.</summary>
internal static class HistogramFigure
{
    private const string LevelAxis = "level";
    private const string ShareAxis = "share of the pixels (%)";
    private const string CumulativeAxis = "cumulative distribution (0 to 255)";
    private static readonly double[] Levels = [.. Enumerable.Range(0, HistogramSpecification.Levels).Select(level => (double)level)];
    private static readonly double[] LevelTicks = [0, 64, 128, 192, 255];
    private static readonly (double, double) LevelRange = (-3, 258);

    /// <summary>Histogram and cumulative distribution of each channel.</summary>
    public static Figure Of(ColorHistogram histogram) => new(histogram.Name, Pixels(histogram.PixelCount) + Saturation(histogram.ExcludeSaturated))
    {
        Legend = Channels(histogram.Channels.Select(channel => channel.Channel)),
        Rows =
        [
            new FigureRow(600, 400,
            [
                Shares("Histogram", [.. histogram.Channels.Select(channel => Share(channel.Channel, channel, PlotColors.Of(channel.Channel), filled: true))]),
                Cumulative("Cumulative distribution", [.. histogram.Channels.Select(channel => Line(channel.Channel, channel.Cumulative, PlotColors.Of(channel.Channel)))]),
            ]),
        ],
    };

    /// <summary>Cumulative distribution of each channel of a reference.</summary>
    public static Figure Of(ColorReference reference) => new(reference.ToString(), Pixels(reference.PixelCount) + Saturation(reference.ExcludeSaturated))
    {
        Legend = Channels(["Blue", "Green", "Red"]),
        Rows =
        [
            new FigureRow(700, 440,
            [
                Cumulative("Cumulative distribution",
                [
                    Line("Blue", reference.Blue, PlotColors.Of("Blue")),
                    Line("Green", reference.Green, PlotColors.Of("Green")),
                    Line("Red", reference.Red, PlotColors.Of("Red")),
                ]),
            ]),
        ],
    };

    /// <summary>What matching does to each channel: input, reference and result, and the look-up table between them.</summary>
    /// <param name="input">The photograph's histogram.</param>
    /// <param name="reference">What it is matched to.</param>
    /// <param name="counted">The reference's own counts, where it is one photograph; a distribution alone has none.</param>
    public static Figure Specification(ColorHistogram input, ColorReference reference, ColorHistogram? counted)
    {
        byte[][] tables = reference.TablesFor(input);
        var result = new ColorHistogram(input.Path, input.Name, [.. input.Channels.Select((channel, c) => Map(channel.Counts, tables[c]))], input.ExcludeSaturated);
        var channels = Enumerable.Range(0, input.Channels.Count);
        return new Figure($"{input.Name} matched to {reference}", Pixels(input.PixelCount) + Saturation(input.ExcludeSaturated))
        {
            Legend =
            [
                new LegendEntry("input", [PlotColors.Input]),
                new LegendEntry("reference", [PlotColors.Reference]) { Dashed = true },
                new LegendEntry("result", [.. input.Channels.Select(channel => PlotColors.Of(channel.Channel))]),
            ],
            Rows =
            [
                new FigureRow(400, 290, [.. channels.Select(c => Titled(input, c, Shares(string.Empty, ShareLines(c))))]),
                new FigureRow(400, 290, [.. channels.Select(c => Cumulative(string.Empty, CumulativeLines(c)))]),
                new FigureRow(400, 290, [.. channels.Select(c => Table(tables[c], PlotColors.Of(input.Channels[c].Channel)))]),
            ],
        };

        // A grey photograph is matched to the reference's green.
        int Matched(int c) => channels.Count() == 1 ? 1 : c;

        PlotLine[] ShareLines(int c) =>
        [
            Share("result", result.Channels[c], PlotColors.Of(input.Channels[c].Channel), filled: true) with { Width = 1 },
            Share("input", input.Channels[c], PlotColors.Input, filled: false),
            .. counted is null ? [] : new[] { Share("reference", counted.Channels[Matched(c)], PlotColors.Reference, filled: false) with { Dashed = true } },
        ];

        PlotLine[] CumulativeLines(int c) =>
        [
            Line("input", input.Channels[c].Cumulative, PlotColors.Input),
            Line("result", result.Channels[c].Cumulative, PlotColors.Of(input.Channels[c].Channel)) with { Width = 2.4f },
            Line("reference", Array.AsReadOnly(reference.Tables[Matched(c)]), PlotColors.Reference) with { Dashed = true, Width = 1.2f },
        ];
    }

    private static LegendEntry[] Channels(IEnumerable<string> names) =>
        [.. names.Select(name => new LegendEntry(name.ToLowerInvariant(), [PlotColors.Of(name)]))];

    private static PlotPanel Titled(ColorHistogram histogram, int channel, PlotPanel panel) =>
        panel with { Title = histogram.Channels[channel].Channel, TitleColor = PlotColors.Of(histogram.Channels[channel].Channel) };

    private static PlotLine Line(string name, IReadOnlyList<byte> levels, string color) => new(name, Levels, [.. levels.Select(level => (double)level)], color);

    private static PlotLine Share(string name, ChannelHistogram channel, string color, bool filled)
    {
        double total = Math.Max(1, channel.Counts.Sum());
        return new PlotLine(name, Levels, [.. channel.Counts.Select(count => 100 * count / total)], color) { Filled = filled };
    }

    /// <summary>The range is that of the levels between the ends: a heap of black or of saturated pixels would press all else flat, and is told in words.</summary>
    private static PlotPanel Shares(string title, PlotLine[] lines)
    {
        double inside = lines.Max(line => line.Y[1..^1].Max());
        double all = lines.Max(line => line.Y.Max());
        double top = 1.08 * (inside > 0 && all > 1.5 * inside ? inside : all);
        var beyond =
            from line in lines
            from level in new[] { 0, HistogramSpecification.Levels - 1 }
            where line.Y[level] > top
            select string.Create(CultureInfo.InvariantCulture, $"{line.Name.ToLowerInvariant()} {line.Y[level]:0.#} % at {level}");
        return new PlotPanel(title, LevelAxis, ShareAxis)
        {
            Lines = lines, XRange = LevelRange, YRange = (0, top), XTicks = LevelTicks, Note = string.Join('\n', beyond),
        };
    }

    private static PlotPanel Cumulative(string title, PlotLine[] lines) => new(title, LevelAxis, CumulativeAxis)
    {
        Lines = lines, XRange = LevelRange, YRange = LevelRange, XTicks = LevelTicks, YTicks = LevelTicks,
    };

    private static PlotPanel Table(byte[] table, string color) => new(string.Empty, "level before", "level after")
    {
        Lines = [new PlotLine("unchanged", [0, 255], [0, 255], PlotColors.Input) { Width = 1 }, Line("look-up table", table, color)],
        XRange = LevelRange, YRange = LevelRange, XTicks = LevelTicks, YTicks = LevelTicks,
    };

    private static long[] Map(IReadOnlyList<long> counts, byte[] table)
    {
        var mapped = new long[HistogramSpecification.Levels];
        for (int level = 0; level < mapped.Length; level++)
            mapped[table[level]] += counts[level];
        return mapped;
    }

    private static string Pixels(long count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} pixels");

    private static string Saturation(bool excluded) => excluded ? ", level 255 left out of the distributions" : string.Empty;
}
