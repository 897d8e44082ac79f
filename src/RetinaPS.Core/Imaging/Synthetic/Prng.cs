using System.Numerics;

namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// xoshiro256** (Blackman and Vigna 2018), seeded through SplitMix64 (Steele, Lea and Flood 2014). The same seed and stream give the same
/// numbers on every machine. A stream is one purpose: what one purpose draws never shifts what another draws.
/// </summary>
internal sealed class Prng
{
    private ulong s0, s1, s2, s3;

    public Prng(ulong seed, ulong stream)
    {
        ulong state = Mix(seed + Golden) ^ Mix((stream * 0xD1342543DE82EF95) + Golden);
        s0 = Mix(state += Golden);
        s1 = Mix(state += Golden);
        s2 = Mix(state += Golden);
        s3 = Mix(state + Golden);
    }

    private const ulong Golden = 0x9E3779B97F4A7C15;

    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        ulong t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Between(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>One of 0 to count - 1.</summary>
    public int NextInt(int count) => (int)(NextDouble() * count);

    /// <summary>True with a probability of 0 to 1.</summary>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>+1 or -1.</summary>
    public int Sign() => Chance(0.5) ? 1 : -1;

    /// <summary>Normal, mean 0 and standard deviation 1.</summary>
    public double NextNormal() => Normal(NextUInt64());

    /// <summary>An index drawn by weight.</summary>
    public int Choose(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (double weight in weights)
            sum += weight;
        double at = NextDouble() * sum;
        for (int i = 0; i < weights.Length - 1; i++)
        {
            at -= weights[i];
            if (at < 0)
                return i;
        }

        return weights.Length - 1;
    }

    /// <summary>SplitMix64's finalizer: 64 bits to 64 well-mixed bits.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>
    /// A normal number from 64 random bits: how many of them are set is binomial (mean 32, variance 16), spread to the real line by a
    /// uniform of width 1 taken from the same bits. Needs no logarithm, so it is the same on every machine; the tails reach 8 standard
    /// deviations.
    /// </summary>
    public static float Normal(ulong bits)
    {
        float spread = ((bits * Golden) >> 40) * (1f / (1 << 24));
        return (BitOperations.PopCount(bits) - 32.5f + spread) * 0.24935f;
    }
}
