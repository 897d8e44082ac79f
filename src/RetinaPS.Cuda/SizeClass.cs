using System.Numerics;

namespace RetinaPS.Cuda;

/// <summary>Sizes to which requests are rounded, so that freed blocks fit later requests.</summary>
internal static class SizeClass
{
    /// <summary>The next of eight even steps between two powers of two: at most an eighth is wasted.</summary>
    public static long RoundUp(long bytes, long smallest)
    {
        if (bytes <= smallest)
            return smallest;
        long step = Math.Max(smallest / 8, (long)BitOperations.RoundUpToPowerOf2((ulong)bytes) / 16);
        return (bytes + step - 1) / step * step;
    }
}
