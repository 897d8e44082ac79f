using OpenCvSharp;

namespace RetinaPS.Terminal;

/// <summary>
/// Chooses a palette (Heckbert, Color image quantization for frame buffer display, 1982): the box of colours whose pixels spread most is cut
/// in two, again and again; each box's mean is a colour. The same picture always gives the same palette.
/// </summary>
internal static class MedianCut
{
    private const int BinBits = 5;

    public static Vec3b[] Choose(ReadOnlySpan<Vec3b> pixels, int colors)
    {
        var boxes = new PriorityQueue<ColorBin[], double>();
        var done = new List<ColorBin[]>();
        Add(Count(pixels));
        while (boxes.Count > 0 && boxes.Count + done.Count < colors)
        {
            var box = boxes.Dequeue();
            int channel = WidestChannel(box);
            Array.Sort(box, (a, b) => a.Mean(channel).CompareTo(b.Mean(channel)));
            int cut = MiddleOf(box);
            Add(box[..cut]);
            Add(box[cut..]);
        }

        done.AddRange(boxes.UnorderedItems.Select(item => item.Element));
        return [.. done.Select(MeanOf).Select(Representable).Distinct()];

        void Add(ColorBin[] box)
        {
            if (box.Length < 2)
                done.Add(box);
            else
                boxes.Enqueue(box, -box.Sum(bin => (double)bin.Count) * SpreadOf(box, WidestChannel(box)));
        }
    }

    private static ColorBin[] Count(ReadOnlySpan<Vec3b> pixels)
    {
        var bins = new ColorBin[1 << (3 * BinBits)];
        foreach (var pixel in pixels)
        {
            int bin = ((pixel.Item0 >> (8 - BinBits)) << (2 * BinBits)) | ((pixel.Item1 >> (8 - BinBits)) << BinBits) | (pixel.Item2 >> (8 - BinBits));
            bins[bin].Add(pixel);
        }

        return Array.FindAll(bins, bin => bin.Count > 0);
    }

    private static int WidestChannel(ColorBin[] box) => Enumerable.Range(0, 3).MaxBy(channel => SpreadOf(box, channel));

    /// <summary>The variance of one channel.</summary>
    private static double SpreadOf(ColorBin[] box, int channel)
    {
        double count = box.Sum(bin => (double)bin.Count);
        double mean = box.Sum(bin => bin.Count * bin.Mean(channel)) / count;
        return box.Sum(bin => bin.Count * (bin.Mean(channel) - mean) * (bin.Mean(channel) - mean)) / count;
    }

    private static int MiddleOf(ColorBin[] box)
    {
        long half = box.Sum(bin => (long)bin.Count) / 2, sum = 0;
        for (int i = 0; i < box.Length - 1; i++)
        {
            sum += box[i].Count;
            if (sum >= half)
                return i + 1;
        }

        return box.Length - 1;
    }

    private static Vec3b MeanOf(ColorBin[] box)
    {
        double count = box.Sum(bin => (double)bin.Count);
        return new Vec3b(Level(0), Level(1), Level(2));

        byte Level(int channel) => (byte)Math.Round(box.Sum(bin => bin.Count * bin.Mean(channel)) / count);
    }

    /// <summary>A colour as the terminal will show it, which has a hundred levels: so dithering evens out this rounding as well.</summary>
    private static Vec3b Representable(Vec3b color)
    {
        return new Vec3b(Rounded(color.Item0), Rounded(color.Item1), Rounded(color.Item2));

        static byte Rounded(byte level) => (byte)(((SixelEncoder.Percent(level) * 255) + 50) / 100);
    }
}
