using OpenCvSharp;

namespace RetinaPS.Terminal;

/// <summary>Pixels of nearly one colour: how many, and their sums.</summary>
internal struct ColorBin
{
    private long blue;
    private long green;
    private long red;

    public int Count { get; private set; }

    public void Add(Vec3b pixel)
    {
        Count++;
        blue += pixel.Item0;
        green += pixel.Item1;
        red += pixel.Item2;
    }

    /// <summary>The mean of a channel: 0 is blue, 1 green, 2 red.</summary>
    public readonly double Mean(int channel) => (double)(channel == 0 ? blue : channel == 1 ? green : red) / Count;
}
