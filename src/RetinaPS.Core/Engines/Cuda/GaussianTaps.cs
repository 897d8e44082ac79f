namespace RetinaPS.Engines.Cuda;

/// <summary>The 7 taps of OpenCV's fixed-point Gaussian kernel, in 256ths, from the outside to the centre (specification, section 6).</summary>
internal readonly record struct GaussianTaps(uint Outer, uint Second, uint Third, uint Centre)
{
    /// <summary>The original's blur.</summary>
    public static GaussianTaps Sigma30 { get; } = For(30);

    /// <summary>Rounds from the outside inwards, each tap with what the one before it left over; the centre makes the sum 256.</summary>
    public static GaussianTaps For(double sigma)
    {
        Span<double> exact = stackalloc double[4];
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            exact[i] = Math.Exp(-(3 - i) * (3 - i) / (2 * sigma * sigma));
            sum += i < 3 ? 2 * exact[i] : exact[i];
        }

        Span<uint> taps = stackalloc uint[3];
        double carry = 0;
        uint used = 0;
        for (int i = 0; i < 3; i++)
        {
            double wanted = (exact[i] / sum * 256) + carry;
            taps[i] = (uint)Math.Round(wanted, MidpointRounding.ToEven);
            carry = wanted - taps[i];
            used += 2 * taps[i];
        }

        return new GaussianTaps(taps[0], taps[1], taps[2], 256 - used);
    }
}
