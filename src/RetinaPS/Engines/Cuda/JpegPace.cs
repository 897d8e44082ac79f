using System.Diagnostics;

namespace RetinaPS.Engines.Cuda;

/// <summary>How fast JPEG files are decoded, from what was decoded lately. All methods may be called from several threads.</summary>
internal sealed class JpegPace
{
    private const double Weight = 0.2;
    private readonly Lock gate = new();
    private double secondsPerPixel;
    private int underWay;
    private long last;

    /// <summary>How long so many pixels take; zero while nothing is known.</summary>
    public TimeSpan TimeFor(long pixels)
    {
        lock (gate)
            return TimeSpan.FromSeconds(secondsPerPixel * pixels);
    }

    /// <summary>Some work begins; others may be under way.</summary>
    public void Begin()
    {
        lock (gate)
        {
            if (underWay++ == 0)
                last = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>Some work ends. What ended since the last such moment counts against the time since then, whoever worked on it.</summary>
    public void End(long pixels)
    {
        lock (gate)
        {
            underWay--;
            long now = Stopwatch.GetTimestamp();
            double seconds = Stopwatch.GetElapsedTime(last, now).TotalSeconds;
            last = now;
            if (pixels == 0)
                return;
            double measured = seconds / pixels;
            secondsPerPixel = secondsPerPixel == 0 ? measured : secondsPerPixel + (Weight * (measured - secondsPerPixel));
        }
    }
}
