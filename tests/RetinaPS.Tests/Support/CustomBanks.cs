using RetinaPS.Imaging;

namespace RetinaPS.Tests.Support;

/// <summary>Banks of kernels by chance, a third of their weights 0.</summary>
internal static class CustomBanks
{
    public static FilterBank Random(int width, int height, int count, int seed = 1)
    {
        var random = new Random(seed + (width * 31) + (height * 977) + count);
        return new FilterBank([.. Enumerable.Range(0, count).Select(_ => FilterKernel.Custom(width, height, [.. Enumerable.Range(0, width * height).Select(_ =>
            random.Next(3) == 0 ? 0 : (float)((random.NextDouble() * 2) - 1.1))]))]);
    }
}
