namespace RetinaPS.Imaging;

/// <summary>How CLAHE works.</summary>
/// <param name="ClipLimit">How many times the mean count a histogram bin may hold, 0 to 1,000,000; 0 clips nothing.</param>
/// <param name="TilesX">Tiles across, 1 to 1024.</param>
/// <param name="TilesY">Tiles down, 1 to 1024.</param>
/// <param name="Channel">The channel of a colour image that is changed: Value, Blue, Green or Red.</param>
public sealed record ClaheOptions(double ClipLimit = 4, int TilesX = 16, int TilesY = 16, ImageChannel Channel = ImageChannel.Value)
{
    private const double LargestClipLimit = 1e6;
    private const int MostTiles = 1024;

    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    internal void Check()
    {
        if (ClipLimit is not (>= 0 and <= LargestClipLimit))
            throw new ArgumentOutOfRangeException(nameof(ClipLimit), ClipLimit, null);
        ArgumentOutOfRangeException.ThrowIfLessThan(TilesX, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(TilesX, MostTiles);
        ArgumentOutOfRangeException.ThrowIfLessThan(TilesY, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(TilesY, MostTiles);
        ArgumentOutOfRangeException.ThrowIfEqual(Channel, ImageChannel.Gray);
    }
}
