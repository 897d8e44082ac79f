namespace RetinaPS.Imaging;

/// <summary>
/// A bank's weights in whole numbers (specification, section 9), with which every engine computes: sums of whole numbers are the same in
/// any order. The unit is the power of two by which the bank's largest weight becomes a number of 23 bits. What rounding a weight takes is
/// given to the next one that is not 0, so that a kernel's sum stays what it is: one that does not answer to an even background answers 0
/// to it. A weight is off by at most a unit, 2.4e-7 of the largest. A response is the whole sum, rounded to single precision once, times
/// the unit.
/// </summary>
internal sealed class FixedPointBank
{
    /// <summary>What three signed digits to the base 256 can hold on both sides of 0.</summary>
    public const int LargestTap = 127 * ((256 * 256) + 256 + 1);

    private const int SmallestExponent = -126;

    public FixedPointBank(FilterBank bank)
    {
        double largest = bank.Kernels.Max(kernel => kernel.WeightArray.Max(weight => Math.Abs((double)weight)));
        int exponent = largest > 0 ? Math.Max(Math.ILogB(largest) - 22, SmallestExponent) : 0;
        if (Math.ScaleB(largest, -exponent) > LargestTap - 1)
            exponent++;
        Unit = (float)Math.ScaleB(1, exponent);
        Taps = [.. bank.Kernels.Select(kernel => Round(kernel.WeightArray, exponent))];
    }

    /// <summary>What 1 stands for: a power of two.</summary>
    public float Unit { get; }

    /// <summary>[kernel][row * width + column].</summary>
    public IReadOnlyList<int[]> Taps { get; }

    private static int[] Round(float[] weights, int exponent)
    {
        var taps = new int[weights.Length];
        double left = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] == 0)
                continue;
            double wanted = Math.ScaleB((double)weights[i], -exponent) + left;
            taps[i] = (int)Math.Round(wanted, MidpointRounding.ToEven);
            left = wanted - taps[i];
        }

        return taps;
    }
}
