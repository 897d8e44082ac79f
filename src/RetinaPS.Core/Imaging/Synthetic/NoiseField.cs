using System.Runtime.CompilerServices;

namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// Smooth random texture over the plane (value noise; Perlin 1985 for the sum of octaves): random numbers at whole coordinates, blended
/// between them. A pure function of the position, so rows may be made in any order.
/// </summary>
internal readonly struct NoiseField(ulong seed)
{
    private readonly ulong seed = Prng.Mix(seed);

    /// <summary>One octave, -1 to 1, with features of about one unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double At(double x, double y)
    {
        double fx = Math.Floor(x), fy = Math.Floor(y);
        double tx = x - fx, ty = y - fy;
        tx = tx * tx * (3 - (2 * tx));
        ty = ty * ty * (3 - (2 * ty));
        int ix = (int)fx, iy = (int)fy;
        double upperLeft = Lattice(ix, iy), lowerLeft = Lattice(ix, iy + 1);
        double top = upperLeft + (tx * (Lattice(ix + 1, iy) - upperLeft));
        double bottom = lowerLeft + (tx * (Lattice(ix + 1, iy + 1) - lowerLeft));
        return top + (ty * (bottom - top));
    }

    /// <summary>Octaves of halving size and amplitude, about -1 to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Octaves(double x, double y, int count)
    {
        double sum = 0, amplitude = 0.5;
        for (int i = 0; i < count; i++)
        {
            sum += amplitude * At(x, y);
            (x, y) = ((1.6 * x) + (1.2 * y) + 17.3, (1.6 * y) - (1.2 * x) - 5.1);
            amplitude *= 0.5;
        }

        return sum;
    }

    private double Lattice(int x, int y)
    {
        ulong bits = Prng.Mix(seed + ((uint)x | ((ulong)(uint)y << 32)));
        return ((bits >> 11) * (2.0 / (1UL << 53))) - 1;
    }
}
