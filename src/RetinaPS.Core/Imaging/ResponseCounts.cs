namespace RetinaPS.Imaging;

/// <summary>How often each response occurs on vessels and elsewhere, in 65,536 steps, to pool images that do not fit into memory together.</summary>
internal sealed class ResponseCounts
{
    private const int Steps = 65536;
    private readonly long[] vessels = new long[Steps];
    private readonly long[] others = new long[Steps];

    public double AreaUnderCurve => RankStatistic.AreaUnderCurve(vessels, others);

    public void Add(ReadOnlySpan<float> onVessels, ReadOnlySpan<float> elsewhere)
    {
        Count(onVessels, vessels);
        Count(elsewhere, others);
    }

    public void Add(ResponseCounts other)
    {
        for (int i = 0; i < Steps; i++)
        {
            vessels[i] += other.vessels[i];
            others[i] += other.others[i];
        }
    }

    private static void Count(ReadOnlySpan<float> values, long[] counts)
    {
        foreach (float value in values)
            counts[(int)((Math.Clamp(value, 0, 1) * (Steps - 1)) + 0.5f)]++;
    }
}
