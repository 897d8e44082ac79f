using System.Collections.ObjectModel;

namespace RetinaPS.Imaging;

/// <summary>How often each level occurs in one channel, and its cumulative distribution.</summary>
public sealed class ChannelHistogram
{
    internal ChannelHistogram(string channel, long[] counts, byte[] cumulative)
    {
        Channel = channel;
        Counts = Array.AsReadOnly(counts);
        Cumulative = Array.AsReadOnly(cumulative);
    }

    /// <summary>Blue, Green, Red or Gray.</summary>
    public string Channel { get; }

    /// <summary>256 counts of pixels, by level.</summary>
    public ReadOnlyCollection<long> Counts { get; }

    /// <summary>256 levels of the cumulative distribution, scaled to 0..255 and rounded half away from zero.</summary>
    public ReadOnlyCollection<byte> Cumulative { get; }

    /// <summary>The mean level, 0 to 255.</summary>
    public double Mean => Counts.Select((count, level) => (double)count * level).Sum() / Math.Max(1, Counts.Sum());

    /// <summary>The part of the pixels at level 255, 0 to 1.</summary>
    public double SaturatedRatio => (double)Counts[255] / Math.Max(1, Counts.Sum());

    /// <summary>The channel with its mean level.</summary>
    public override string ToString() => FormattableString.Invariant($"{Channel} mean {Mean:F1}");
}
