namespace RetinaPS.Tests.Imaging;

/// <summary>OpenCV's default border: mirrored without repeating the edge, as often as it takes.</summary>
internal static class Reflection
{
    /// <summary>The place inside 0 .. size - 1 that a place outside stands for.</summary>
    public static int Of(int place, int size)
    {
        if (size == 1)
            return 0;
        int period = 2 * (size - 1);
        int at = Math.Abs(place) % period;
        return at < size ? at : period - at;
    }
}
