using System.Collections.ObjectModel;
using RetinaPS.Files;

namespace RetinaPS.Imaging;

/// <summary>
/// The colours that photographs are matched to: the cumulative distribution of blue, green and red, from one photograph or from many.
/// It can be saved and loaded.
/// </summary>
public sealed class ColorReference
{
    internal ColorReference(string name, IReadOnlyList<string> sources, long pixelCount, bool excludeSaturated, byte[][] cumulative)
    {
        (Name, PixelCount, ExcludeSaturated) = (name, pixelCount, excludeSaturated);
        Sources = [.. sources];
        Tables = cumulative;
    }

    /// <summary>What the reference is called: its source's name, or the file's that it was loaded from.</summary>
    public string Name { get; }

    /// <summary>The names of the photographs that it was made from.</summary>
    public ReadOnlyCollection<string> Sources { get; }

    /// <summary>How many pixels were counted in all.</summary>
    public long PixelCount { get; }

    /// <summary>Whether level 255 was left out; the photographs matched to it must leave it out as well.</summary>
    public bool ExcludeSaturated { get; }

    /// <summary>256 levels of the blue channel's cumulative distribution, 0 to 255.</summary>
    public IReadOnlyList<byte> Blue => Array.AsReadOnly(Tables[0]);

    /// <summary>256 levels of the green channel's cumulative distribution, 0 to 255.</summary>
    public IReadOnlyList<byte> Green => Array.AsReadOnly(Tables[1]);

    /// <summary>256 levels of the red channel's cumulative distribution, 0 to 255.</summary>
    public IReadOnlyList<byte> Red => Array.AsReadOnly(Tables[2]);

    /// <summary>Blue, green, red.</summary>
    internal byte[][] Tables { get; }

    /// <summary>
    /// Makes a reference. One histogram gives its own distribution; of several, the mean distribution, in which each photograph weighs
    /// the same whatever its size.
    /// </summary>
    /// <param name="histograms">Histograms of colour photographs, one or more.</param>
    /// <param name="name">What the reference is called; null for the photograph's name, or how many there are.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="ArgumentException">There is no histogram.</exception>
    /// <exception cref="RetinaException">ConstantChannel: a channel has one level only.</exception>
    public static ColorReference FromHistograms(IReadOnlyList<ColorHistogram> histograms, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(histograms);
        ArgumentOutOfRangeException.ThrowIfZero(histograms.Count, nameof(histograms));
        foreach (var histogram in histograms)
            histogram.RequireContrast();
        bool excludeSaturated = histograms[0].ExcludeSaturated;
        var cumulative = new byte[3][];
        for (int c = 0; c < 3; c++)
        {
            cumulative[c] = histograms.Count == 1
                ? [.. histograms[0].Channels[c].Cumulative]
                : MeanDistribution(histograms.Select(h => (h.Channels[c].Counts, h.PixelCount)), histograms.Count, excludeSaturated);
        }

        return new ColorReference(
            name ?? (histograms.Count == 1 ? histograms[0].Name : $"mean of {histograms.Count} photographs"),
            [.. histograms.Select(h => h.Name)],
            histograms.Sum(h => h.PixelCount),
            excludeSaturated,
            cumulative);
    }

    /// <summary>Makes a reference of photographs, by what is inside the eye. The images are taken one by one and borrowed.</summary>
    /// <param name="photographs">Colour photographs, one or more; the eye is looked for in those without a mask.</param>
    /// <param name="name">What the reference is called; null for the photograph's name, or how many there are.</param>
    /// <param name="excludeSaturated">Leaves level 255 out of the distributions.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="ArgumentException">There is no photograph.</exception>
    /// <exception cref="RetinaException">UnsupportedFormat, EyeNotFound, EmptyMask or ConstantChannel.</exception>
    public static ColorReference Learn(IEnumerable<RetinaImage> photographs, string? name = null, bool excludeSaturated = false) =>
        FromHistograms([.. photographs.Select(photograph => Count(photograph, excludeSaturated, image => image.FindMask()))], name);

    /// <summary>Loads a reference that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The JSON file.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="RetinaException">FileNotFound, DecodeFailed where it cannot be read, or InvalidReference.</exception>
    public static ColorReference Load(string path) => ColorReferenceFile.Parse(path, FileReader.ReadBytes(path));

    /// <summary>Saves the reference as JSON. The file appears whole or not at all.</summary>
    /// <param name="path">The file; its folder is made where it is missing.</param>
    /// <param name="overwrite">Whether a file of that name is replaced.</param>
    /// <exception cref="RetinaException">DestinationExists or WriteFailed.</exception>
    public void Save(string path, bool overwrite = false)
    {
        string file = Path.GetFullPath(path);
        AtomicFile.Write(file, ColorReferenceFile.Serialize(this), overwrite, file);
    }

    /// <summary>Counts a photograph that a reference is to be made of.</summary>
    /// <exception cref="RetinaException">UnsupportedFormat, EyeNotFound, EmptyMask or ConstantChannel.</exception>
    internal static ColorHistogram Count(RetinaImage photograph, bool excludeSaturated, Func<RetinaImage, EyeMask> findMask)
    {
        if (photograph.Format != PixelFormat.Bgr24)
            throw RetinaErrors.NoColors(photograph.Name, photograph.Format);
        var histogram = photograph.ComputeHistogram(photograph.Mask ?? findMask(photograph), excludeSaturated);
        histogram.RequireContrast();
        return histogram;
    }

    /// <summary>The look-up tables, one a channel, that give a photograph the colours of the reference. A grey one is matched to green.</summary>
    /// <exception cref="RetinaException">ConstantChannel: a channel has one level only.</exception>
    internal byte[][] TablesFor(ColorHistogram histogram)
    {
        histogram.RequireContrast();
        var tables = new byte[histogram.Channels.Count][];
        for (int c = 0; c < tables.Length; c++)
        {
            byte[] reference = tables.Length == 1 ? Tables[1] : Tables[c];
            tables[c] = HistogramSpecification.Match([.. histogram.Channels[c].Cumulative], reference);
        }

        return tables;
    }

    /// <summary>The reference as its name and its number of photographs.</summary>
    public override string ToString() => $"{Name} ({Sources.Count} photograph{(Sources.Count == 1 ? string.Empty : "s")})";

    private static byte[] MeanDistribution(IEnumerable<(ReadOnlyCollection<long> Counts, long PixelCount)> parts, int number, bool excludeSaturated)
    {
        var mean = new double[HistogramSpecification.Levels];
        foreach (var (counts, pixelCount) in parts)
        {
            long sum = 0;
            for (int level = 0; level < mean.Length; level++)
            {
                if (level < mean.Length - 1 || !excludeSaturated)
                    sum += counts[level];
                mean[level] += (double)sum / pixelCount;
            }
        }

        return Array.ConvertAll(mean, m => (byte)Math.Clamp(Math.Round(m * 255 / number, MidpointRounding.AwayFromZero), 0, 255));
    }
}
