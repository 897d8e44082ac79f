namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// Elementary functions from additions, multiplications and divisions only. The system's own differ in the last bit between platforms,
/// which would make one seed two photographs. Relative error below 1e-9.
/// </summary>
internal static class PortableMath
{
    private const double Ln2 = 0.69314718055994530942;

    // 1/12! to 1/0!, highest power first.
    private static readonly double[] ExpCoefficients =
    [
        1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1, 1,
    ];

    public static double Exp(double x)
    {
        if (x < -700)
            return 0;
        double k = Math.Floor((x / Ln2) + 0.5);
        double r = x - (k * Ln2);
        double sum = 0;
        foreach (double coefficient in ExpCoefficients)
            sum = (sum * r) + coefficient;
        return sum * BitConverter.Int64BitsToDouble(((long)k + 1023) << 52);
    }

    /// <summary>Natural logarithm of a positive, normal number.</summary>
    public static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)((bits >> 52) & 0x7FF) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | (1023L << 52));
        if (m > 1.41421356237309504880)
        {
            m /= 2;
            exponent++;
        }

        double z = (m - 1) / (m + 1);
        double square = z * z;
        double sum = 0;
        for (int n = 19; n >= 1; n -= 2)
            sum = (sum * square) + (1.0 / n);
        return (exponent * Ln2) + (2 * z * sum);
    }

    /// <summary>A power of a positive number; 0 for 0.</summary>
    public static double Pow(double x, double y) => x <= 0 ? 0 : Exp(y * Log(x));

    /// <summary>Sine and cosine of an angle in radians.</summary>
    public static (double Sin, double Cos) SinCos(double angle)
    {
        double quarter = Math.Floor((angle / (Math.PI / 2)) + 0.5);
        double r = angle - (quarter * (Math.PI / 2));
        double square = r * r;
        double sin = 1, cos = 1;
        for (int n = 8; n >= 1; n--)
        {
            sin = 1 - (sin * square / (2 * n * ((2 * n) + 1)));
            cos = 1 - (cos * square / (2 * n * ((2 * n) - 1)));
        }

        sin *= r;
        return ((long)quarter & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    /// <summary>0 up to <paramref name="low"/>, 1 from <paramref name="high"/>, and a smooth rise through one half midway.</summary>
    public static double SmoothStep(double low, double high, double x)
    {
        double t = Math.Clamp((x - low) / (high - low), 0, 1);
        return t * t * (3 - (2 * t));
    }
}
