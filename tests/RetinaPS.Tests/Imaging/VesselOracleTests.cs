using System.Runtime.InteropServices;
using System.Security.Cryptography;
using RetinaPS.Devices;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Synthetic;
using RetinaPS.Tests.Oracle;
using Xunit;

namespace RetinaPS.Tests.Imaging;

/// <summary>Multiscale answers as its oracle (bench/vessels_reference.py, docs/vessels.md) does; tests/goldens/make_vessel_golden.py made the golden.</summary>
[Trait("Speed", "Slow")]
public sealed class VesselOracleTests
{
    [Fact]
    public void A_synthetic_eyes_response_is_the_oracles()
    {
        var golden = GoldenFile.Read("vessels.json");
        int width = golden.GetProperty("width").GetInt32(), height = golden.GetProperty("height").GetInt32();
        int step = golden.GetProperty("step").GetInt32();
        var sample = SyntheticFundus.Create(new SyntheticFundusOptions
        {
            Seed = golden.GetProperty("seed").GetUInt64(),
            Width = width,
            Height = height,
            RadiusFraction = 0.9,
            FillFrame = false,
            Exposure = 1,
            NoiseSigma = 1,
            BackgroundLevel = 1,
            CutTop = 0,
            CutBottom = 0,
        });
        Assert.True(
            golden.GetProperty("photograph").GetBytesFromBase64().AsSpan().SequenceEqual(SHA256.HashData(sample.Bgr)),
            "The synthetic photograph has changed: make the golden again.");
        var engine = RetinaDevices.Cpu.Engine;
        var planes = engine.MapVessels(engine.Upload(sample.Bgr, width, height, PixelFormat.Bgr24), sample.EyeMask, VesselMapMethod.Multiscale);
        var (response, map) = (new float[width * height], new byte[width * height]);
        engine.Download(planes.Response, MemoryMarshal.AsBytes(response.AsSpan()));
        engine.Download(planes.Map, map);

        byte[] expected = GoldenFile.Unpack(golden.GetProperty("response"));
        int columns = (width + step - 1) / step;
        double[] differences = [.. expected.Select((level, i) => Math.Abs((response[(i / columns * step * width) + (i % columns * step)] * 255) - level) / 255).Order()];
        Assert.InRange(differences.Average(), 0, 0.002);
        // At the rim the oracle resizes the mask as an image, and RetinaPS as columns.
        Assert.InRange(differences[(int)(0.99 * differences.Length)], 0, 0.015);
        int vessels = golden.GetProperty("vessels").GetInt32();
        Assert.InRange(map.Count(level => level != 0), (int)(0.99 * vessels), (int)(1.01 * vessels));
    }
}
