using System.Runtime.InteropServices;
using RetinaPS.Imaging;
using RetinaPS.Tests.SoftCuda;
using RetinaPS.Tests.Support;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>Pixels that both engines get.</summary>
internal sealed record TestImage(int Width, int Height, PixelFormat Format, byte[] Pixels)
{
    /// <summary>Sizes at which kernels go wrong: single pixels, rows and columns, ends of words, tiles, rows as long as their pitch, blocks.</summary>
    public static (int Width, int Height)[] Sizes { get; } =
        [(1, 1), (2, 3), (3, 2), (31, 1), (1, 31), (15, 17), (16, 16), (21, 9), (33, 65), (64, 33), (85, 3), (333, 77), (341, 20)];

    /// <summary>Sizes for whole chains: smaller than a grid of tiles, rows just below and at the pitch, odd ones, more than a block. Under the sanitizer fewer.</summary>
    public static (int Width, int Height)[] EngineSizes { get; } = SoftCudaLibrary.IsSanitized
        ? [(15, 17), (85, 40), (97, 95)]
        : [(1, 1), (15, 17), (21, 40), (42, 40), (85, 40), (64, 40), (97, 95), (127, 33), (160, 121), (333, 217)];

    /// <summary>Noise in colour and in grey, and a photograph where the size allows one.</summary>
    public static IEnumerable<TestImage> Contents(int width, int height)
    {
        yield return Noise(width, height, PixelFormat.Bgr24);
        yield return Noise(width, height, PixelFormat.Gray8);
        if (Math.Min(width, height) >= 15)
            yield return Photograph(width, height);
    }

    /// <summary>A synthetic eye.</summary>
    public static TestImage Photograph(int width, int height, ulong seed = 5) =>
        new(width, height, PixelFormat.Bgr24, Photographs.Create(seed, width, height).Bgr);

    /// <summary>Every byte by chance; float pixels from -100 to 300.</summary>
    public static TestImage Noise(int width, int height, PixelFormat format, int seed = 1)
    {
        var random = new Random(seed + (width * 7919) + (height * 104729));
        var pixels = new byte[width * height * format.BytesPerPixel()];
        if (format == PixelFormat.Gray32Float)
        {
            foreach (ref float value in MemoryMarshal.Cast<byte, float>(pixels.AsSpan()))
                value = (float)((random.NextDouble() * 400) - 100);
        }
        else
        {
            random.NextBytes(pixels);
        }

        return new TestImage(width, height, format, pixels);
    }

    /// <summary>Rings, with a little noise on them: edges that end and touch each other.</summary>
    public static TestImage Rings(int width, int height, int noise)
    {
        var random = new Random(width + height + noise);
        var pixels = new byte[width * height];
        for (int i = 0; i < pixels.Length; i++)
        {
            int x = i % width, y = i / width;
            int ring = ((x * x) + (y * y)) / 97 % 160;
            pixels[i] = (byte)(40 + ring + random.Next(noise + 1));
        }

        return new TestImage(width, height, PixelFormat.Gray8, pixels);
    }
}
