namespace RetinaPS.Imaging;

/// <summary>
/// A bank's weights in whole numbers, with which every engine computes: sums of whole numbers are the same in any order. The unit is the
/// power of two by which the bank's largest weight becomes a number of 23 bits, so that a weight is off by at most half a unit, 1.2e-7 of the
/// largest: what single precision itself leaves of it. A response is the whole sum, rounded to single precision once, times the unit.
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
        if (ToTap(largest, exponent) > LargestTap)
            exponent++;
        Unit = (float)Math.ScaleB(1, exponent);
        Taps = [.. bank.Kernels.Select(kernel => Array.ConvertAll(kernel.WeightArray, weight => ToTap(weight, exponent)))];
    }

    /// <summary>What 1 stands for: a power of two.</summary>
    public float Unit { get; }

    /// <summary>[kernel][row * width + column].</summary>
    public IReadOnlyList<int[]> Taps { get; }

    private static int ToTap(double weight, int exponent) => (int)Math.Round(Math.ScaleB(weight, -exponent), MidpointRounding.ToEven);
}
