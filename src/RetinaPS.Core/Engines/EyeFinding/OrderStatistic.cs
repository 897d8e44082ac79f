using System.Numerics;
using System.Runtime.CompilerServices;

namespace RetinaPS.Engines.EyeFinding;

/// <summary>One value of many by its rank, as sorting would give it, for less than sorting costs (Hoare 1961).</summary>
internal static class OrderStatistic
{
    /// <summary>The value that sorting would put at <paramref name="rank"/>; leaves the values in another order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Select<T>(Span<T> values, int rank)
        where T : INumber<T>
    {
        int low = 0, high = values.Length - 1;
        while (low < high)
        {
            T pivot = values[low + ((high - low) / 2)];
            int up = low, down = high;
            while (up <= down)
            {
                while (values[up] < pivot)
                    up++;
                while (values[down] > pivot)
                    down--;
                if (up > down)
                    break;
                (values[up], values[down]) = (values[down], values[up]);
                up++;
                down--;
            }

            if (rank <= down)
                high = down;
            else if (rank >= up)
                low = up;
            else
                break;
        }

        return values[rank];
    }
}
