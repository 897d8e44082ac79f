using System.Security.Cryptography;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Synthetic;
using Xunit;

namespace RetinaPS.Tests.Synthetic;

public sealed class SyntheticFundusTests
{
    private static readonly SyntheticFundusOptions Small = new() { Width = 240, Height = 160, Seed = 7 };

    private static readonly SyntheticFundusOptions Clean = new()
    {
        Width = 640,
        Height = 480,
        Seed = 3,
        FillFrame = false,
        RadiusFraction = 0.9,
        OffsetX = 0.0123,
        OffsetY = -0.0071,
        CutTop = 0,
        CutBottom = 0,
        CutLeft = 0,
        CutRight = 0,
        BackgroundLevel = 0,
        NoiseSigma = 0,
        Exposure = 0.8,
        Vignetting = 0,
        EdgeWidth = 6,
        Notch = RimNotch.None,
        Label = false,
        Flare = false,
        Shadow = false,
        Lesions = false,
    };

    [Fact]
    public void TheSameSeedGivesTheSameBytes()
    {
        SyntheticPhotograph first = SyntheticFundus.Create(Small), second = SyntheticFundus.Create(Small);
        Assert.Equal(first.Bgr, second.Bgr);
        Assert.Equal(first.VesselMap, second.VesselMap);
        Assert.Equal(first.EyeMask.ToPixels(), second.EyeMask.ToPixels());
    }

    [Fact]
    public void TheSameSeedGivesTheSameBytesOnEveryMachine()
    {
        // Change this digest only together with what the photographs look like.
        byte[] digest = SHA256.HashData(SyntheticFundus.Create(Small).Bgr);
        Assert.Equal("8ED88F5D7C208C3E", Convert.ToHexString(digest.AsSpan(0, 8)));
    }

    [Fact]
    public void ManyThreadsAtOnceChangeNothing()
    {
        byte[] alone = SyntheticFundus.Create(Small).Bgr;
        Parallel.For(0, 8, _ => Assert.Equal(alone, SyntheticFundus.Create(Small).Bgr));
    }

    [Fact]
    public void OtherSeedsGiveOtherPhotographs()
    {
        IEnumerable<string> digests = Enumerable.Range(0, 12)
            .Select(seed => Convert.ToHexString(SHA256.HashData(SyntheticFundus.Create(Small with { Seed = (ulong)seed }).Bgr)));
        Assert.Equal(12, digests.Distinct().Count());
    }

    [Fact]
    public void AnOptionLeavesTheOtherDrawsAsTheyAre()
    {
        SyntheticPhotograph drawn = SyntheticFundus.Create(Small), silent = SyntheticFundus.Create(Small with { NoiseSigma = 0, Exposure = 0.5 });
        Assert.NotEqual(drawn.Bgr, silent.Bgr);
        Assert.Equal(drawn.VesselMap, silent.VesselMap);
        Assert.Equal(drawn.EyeMask.ToPixels(), silent.EyeMask.ToPixels());
        Assert.Equal(drawn.OpticDisc, silent.OpticDisc);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(15, 17)]
    [InlineData(64, 1)]
    [InlineData(1, 64)]
    [InlineData(1023, 767)]
    public void AnySizeWorks(int width, int height)
    {
        SyntheticPhotograph made = SyntheticFundus.Create(new() { Width = width, Height = height, Seed = 1 });
        Assert.Equal(3 * width * height, made.Bgr.Length);
        Assert.Equal(width * height, made.VesselMap.Length);
        Assert.Equal((width, height), (made.EyeMask.Width, made.EyeMask.Height));
        Assert.True(made.EyeMask.PixelCount > 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40000)]
    public void ASizeOutOfRangeIsRefused(int width) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticFundus.Create(new() { Width = width }));

    [Fact]
    public void AnOptionOutOfRangeIsRefusedByName() => Assert.Equal(
        nameof(SyntheticFundusOptions.Exposure),
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticFundus.Create(Small with { Exposure = double.NaN })).ParamName);

    [Fact]
    public void TheTrueMaskIsThePixelsInsideDiscAndCuts()
    {
        SyntheticPhotograph made = SyntheticFundus.Create(Clean with { CutTop = 0.1, CutRight = 0.05 });
        EyeCircle disc = made.Disc;
        Assert.Equal(0.9 * 240, disc.Radius, 9);
        double top = disc.CenterY - (0.9 * disc.Radius), right = disc.CenterX + (0.95 * disc.Radius);
        for (int y = 0; y < made.Height; y++)
        {
            for (int x = 0; x < made.Width; x++)
            {
                double dx = x - disc.CenterX, dy = y - disc.CenterY;
                bool inside = (dx * dx) + (dy * dy) <= disc.Radius * disc.Radius && y >= top && x <= right;
                Assert.True(inside == made.EyeMask.Contains(x, y), $"({x}, {y})");
            }
        }
    }

    [Fact]
    public void AFilledFrameIsAllEye()
    {
        SyntheticPhotograph made = SyntheticFundus.Create(Small with { FillFrame = true, BackgroundLevel = 0, Exposure = 1, NoiseSigma = 0 });
        Assert.Equal(1, made.EyeMask.AreaRatio);
        for (int i = 2; i < made.Bgr.Length; i += 3)
            Assert.True(made.Bgr[i] > 20);
    }

    [Theory]
    [InlineData(RimNotch.Semicircle)]
    [InlineData(RimNotch.Square)]
    [InlineData(RimNotch.Triangle)]
    public void ANotchIsSmallAndNotInTheMask(RimNotch notch)
    {
        SyntheticPhotograph plain = SyntheticFundus.Create(Clean), notched = SyntheticFundus.Create(Clean with { Notch = notch });
        Assert.Equal(plain.EyeMask.ToPixels(), notched.EyeMask.ToPixels());
        int changed = Enumerable.Range(0, plain.Bgr.Length / 3).Count(i => Math.Abs(plain.Bgr[(3 * i) + 2] - notched.Bgr[(3 * i) + 2]) > 20);
        Assert.InRange(changed, 10, (int)(0.003 * plain.EyeMask.PixelCount));
    }

    [Fact]
    public void HalfOfTheRimsRiseLiesOnTheTrueCircle()
    {
        SyntheticPhotograph made = SyntheticFundus.Create(Clean);
        var errors = new List<double>();
        for (int degree = 0; degree < 360; degree++)
        {
            double cos = Math.Cos(degree * Math.PI / 180), sin = Math.Sin(degree * Math.PI / 180);
            double inside = Red(-5), outside = Red(5), half = (inside + outside) / 2;
            double at = -5;
            while (Red(at + 0.05) > half)
                at += 0.05;
            errors.Add(at + 0.025);

            double Red(double beyond) => Interpolate(
                made, 2, made.Disc.CenterX + ((made.Disc.Radius + beyond) * cos), made.Disc.CenterY + ((made.Disc.Radius + beyond) * sin));
        }

        errors.Sort();
        Assert.InRange(errors[180], -0.1, 0.1);
        Assert.InRange(errors[36], -0.25, 0);
        Assert.InRange(errors[324], 0, 0.25);
    }

    [Fact]
    public void VesselsAreMappedInsideTheEyeOnly()
    {
        foreach (ulong seed in new ulong[] { 0, 1, 2, 8, 11 })
        {
            SyntheticPhotograph made = SyntheticFundus.Create(Small with { Seed = seed });
            byte[] eye = made.EyeMask.ToPixels();
            Assert.All(made.VesselMap.Zip(eye), pair => Assert.True(pair.First == 0 || (pair.First == 255 && pair.Second == 255)));
            Assert.InRange((double)made.VesselMap.Count(value => value != 0) / made.EyeMask.PixelCount, 0.03, 0.4);
        }
    }

    [Fact]
    public void VesselsAreDarkerInGreenThanWhatIsBesideThem()
    {
        SyntheticPhotograph made = SyntheticFundus.Create(Clean);
        int darker = 0, all = 0;
        foreach (VesselSegment s in made.Vessels.Where(s => s.HalfWidth0 >= 1.2))
        {
            double dx = s.X1 - s.X0, dy = s.Y1 - s.Y0, length = Math.Sqrt((dx * dx) + (dy * dy)), away = (3 * s.HalfWidth0) + 2;
            (double nx, double ny) = (-dy / length * away, dx / length * away);
            if (!Free(s.X0 + nx, s.Y0 + ny) || !Free(s.X0 - nx, s.Y0 - ny))
                continue;
            double beside = (Interpolate(made, 1, s.X0 + nx, s.Y0 + ny) + Interpolate(made, 1, s.X0 - nx, s.Y0 - ny)) / 2;
            all++;
            darker += Interpolate(made, 1, s.X0, s.Y0) < 0.93 * beside ? 1 : 0;
        }

        Assert.True(all > 100, $"{all} places looked at");
        Assert.True(darker > 0.97 * all, $"{darker} of {all}");

        bool Free(double x, double y) => made.EyeMask.Contains((int)Math.Round(x), (int)Math.Round(y))
            && made.VesselMap[((int)Math.Round(y) * made.Width) + (int)Math.Round(x)] == 0;
    }

    [Fact]
    public void TheMapIsAsWideAsTheVessel()
    {
        SyntheticPhotograph made = SyntheticFundus.Create(Clean with { VesselScale = 2 });
        foreach (VesselSegment s in made.Vessels.Where(s => s.HalfWidth0 >= 2 && Inside(s.X0, s.Y0)))
        {
            double dx = s.X1 - s.X0, dy = s.Y1 - s.Y0, length = Math.Sqrt((dx * dx) + (dy * dy));
            for (double across = -s.HalfWidth0 + 1; across <= s.HalfWidth0 - 1; across += 0.5)
            {
                int x = (int)Math.Round(s.X0 - (across * dy / length)), y = (int)Math.Round(s.Y0 + (across * dx / length));
                Assert.True(made.VesselMap[(y * made.Width) + x] == 255, $"{s} at {across}");
            }
        }

        bool Inside(double x, double y)
        {
            double dx = x - made.Disc.CenterX, dy = y - made.Disc.CenterY;
            return Math.Sqrt((dx * dx) + (dy * dy)) < made.Disc.Radius - 12;
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void SeedsCoverEveryVariation()
    {
        HashSet<string> seen = [];
        for (ulong seed = 0; seed < 160; seed++)
            seen.UnionWith(SyntheticFundus.Create(new() { Width = 24, Height = 18, Seed = seed }).Variations);
        Assert.Superset(
            new HashSet<string>
            {
                "whole", "frame-cut", "flat-sides", "off-frame", "dark-corners", "filled", "very-dark", "dark", "over-exposed", "vignetted",
                "bright-background", "noisy", "soft-rim", "hazy", "notch", "label", "flare", "shadow", "lesions", "inverted",
            },
            seen);
    }

    private static double Interpolate(SyntheticPhotograph made, int channel, double x, double y)
    {
        int x0 = (int)Math.Floor(x), y0 = (int)Math.Floor(y);
        double tx = x - x0, ty = y - y0;
        return ((1 - ty) * (((1 - tx) * At(x0, y0)) + (tx * At(x0 + 1, y0)))) + (ty * (((1 - tx) * At(x0, y0 + 1)) + (tx * At(x0 + 1, y0 + 1))));

        double At(int column, int row) => made.Bgr[(3 * ((row * made.Width) + column)) + channel];
    }
}
