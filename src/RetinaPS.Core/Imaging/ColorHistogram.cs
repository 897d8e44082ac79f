using System.Collections.ObjectModel;

namespace RetinaPS.Imaging;

/// <summary>The histogram and cumulative distribution of each channel of one photograph, inside its eye mask.</summary>
public sealed class ColorHistogram
{
    private static readonly string[] ColorNames = ["Blue", "Green", "Red"];

    internal ColorHistogram(string? path, string name, long[][] counts, bool excludeSaturated)
    {
        Path = path;
        Name = name;
        PixelCount = counts[0].Sum();
        if (PixelCount == 0)
            throw RetinaErrors.EmptyMask(name);
        ExcludeSaturated = excludeSaturated;
        Channels = Array.AsReadOnly([.. counts.Select((levels, i) => new ChannelHistogram(
            counts.Length == 1 ? "Gray" : ColorNames[i], levels, HistogramSpecification.Cumulate(levels, PixelCount, excludeSaturated)))]);
    }

    /// <summary>The photograph's file, or null for an image made in memory.</summary>
    public string? Path { get; }

    /// <summary>The photograph's name.</summary>
    public string Name { get; }

    /// <summary>How many pixels were counted.</summary>
    public long PixelCount { get; }

    /// <summary>Whether level 255 was left out of the cumulative distributions, as the original's code did.</summary>
    public bool ExcludeSaturated { get; }

    /// <summary>Blue, green and red; or grey alone.</summary>
    public ReadOnlyCollection<ChannelHistogram> Channels { get; }

    internal static string ChannelName(int channel) => ColorNames[channel].ToLowerInvariant();

    /// <summary>The histogram as name and number of pixels.</summary>
    public override string ToString() => $"{Name} {PixelCount} pixels";

    /// <summary>Sees to it that each channel has a distribution to match.</summary>
    /// <exception cref="RetinaException">ConstantChannel: a channel has one level only.</exception>
    internal void RequireContrast()
    {
        foreach (var channel in Channels)
        {
            if (channel.Counts.Any(count => count == PixelCount))
                throw RetinaErrors.ConstantChannel(Name, channel.Channel.ToLowerInvariant());
        }
    }
}
