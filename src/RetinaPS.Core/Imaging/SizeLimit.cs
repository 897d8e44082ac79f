namespace RetinaPS.Imaging;

/// <summary>How a size is brought down to a limit.</summary>
internal static class SizeLimit
{
    /// <summary>The size with the longer side brought down to <paramref name="size"/>; never up, and 0 changes nothing.</summary>
    public static (int Width, int Height) Fit(int width, int height, int size)
    {
        int longer = Math.Max(width, height);
        if (size <= 0 || longer <= size)
            return (width, height);
        double scale = (double)size / longer;
        return (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
    }
}
