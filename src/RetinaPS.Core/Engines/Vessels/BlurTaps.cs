namespace RetinaPS.Engines.Vessels;

/// <summary>The weights of a Gaussian blur, three sigmas to both sides.</summary>
internal static class BlurTaps
{
    public static float[] For(double sigma)
    {
        int reach = (int)Math.Ceiling(3 * sigma);
        double[] taps = [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(x => Math.Exp(-x * x / (2 * sigma * sigma)))];
        double sum = taps.Sum();
        return Array.ConvertAll(taps, tap => (float)(tap / sum));
    }
}
