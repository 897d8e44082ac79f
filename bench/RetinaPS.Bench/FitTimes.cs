using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using RetinaPS.Devices;
using RetinaPS.Engines;
using RetinaPS.Engines.Cpu;
using RetinaPS.Engines.EyeFinding;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Synthetic;

namespace RetinaPS.Bench;

/// <summary>Times the fit of the eye's disc to working images, which both engines run on the processor: one thread, milliseconds a photograph.</summary>
internal static class FitTimes
{
    private const int Photographs = 16;
    private const int Rounds = 60;
    private const int Width = 3888;
    private const int Height = 2592;

    public static int Run()
    {
        var images = Enumerable.Range(1, Photographs).Select(WorkingImage).ToArray();
        var times = images.Select(_ => new List<double>()).ToArray();
        for (int round = -Rounds / 3; round < Rounds; round++)
        {
            foreach (var (number, (pixels, width, height)) in images.Index())
            {
                long start = Stopwatch.GetTimestamp();
                EyeDiscFinder.Find(pixels, width, height);
                if (round >= 0)
                    times[number].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["what"] = $"disc fit, mean of {Photographs} photographs",
            ["unit"] = "ms",
            ["ours"] = Math.Round(times.Average(list => list.Order().ElementAt(Rounds / 2)), 3),
            ["minimum"] = Math.Round(times.Average(list => list.Min()), 3),
            ["device"] = "Cpu, one thread",
            ["size"] = $"{Width} x {Height}, fitted at {images[0].Width} x {images[0].Height}",
        }));
        return 0;
    }

    private static (byte[] Pixels, int Width, int Height) WorkingImage(int seed)
    {
        var engine = RetinaDevices.Find("Cpu").Engine;
        var sample = SyntheticFundus.Create(new SyntheticFundusOptions { Seed = (ulong)seed, Width = Width, Height = Height, FillFrame = false });
        var image = (CpuBuffer)engine.Upload(sample.Bgr, Width, Height, PixelFormat.Bgr24);
        using var small = BlockAverage.Shrink(image, WorkingScale.FactorFor(Width, Height, EyeMaskOptions.DefaultWorkingSize));
        image.Dispose();
        var pixels = new byte[small.Width * small.Height * 3];
        Marshal.Copy(small.Data, pixels, 0, pixels.Length);
        return (pixels, small.Width, small.Height);
    }
}
