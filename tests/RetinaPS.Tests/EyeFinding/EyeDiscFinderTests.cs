using RetinaPS.Engines.EyeFinding;
using RetinaPS.Imaging;
using Xunit;
using Finding = RetinaPS.Engines.EyeFinding.EyeFinding;

namespace RetinaPS.Tests.EyeFinding;

public sealed class EyeDiscFinderTests
{
    private static readonly EyeCircle Whole = new(250.3, 168.8, 150.4);

    [Fact]
    public void AWholeDiscIsFoundToATenthOfAPixel()
    {
        var finding = FindDisc(new FundusDrawing { Circle = Whole }, 0.997);
        Assert.Equal(Whole.CenterX, finding.Outline.Circle.CenterX, 0.1);
        Assert.Equal(Whole.CenterY, finding.Outline.Circle.CenterY, 0.1);
        Assert.Equal(Whole.Radius, finding.Outline.Circle.Radius, 0.1);
        Assert.True(finding.Confidence > 0.95);
    }

    [Fact]
    public void AnUncutDiscKeepsTheFramesEdges()
    {
        var finding = FindDisc(new FundusDrawing { Circle = Whole }, 0.997);
        var outline = finding.Outline;
        Assert.Equal((-0.5, -0.5, 511.5, 341.5), (outline.Left, outline.Top, outline.Right, outline.Bottom));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.1)]
    [InlineData(0.05)]
    public void ADarkEyeIsFoundWhole(double exposure) =>
        FindDisc(new FundusDrawing { Circle = Whole, Exposure = exposure }, 0.99);

    [Fact]
    public void AnEyeDarkOnOneSideIsNotCutThere() =>
        FindDisc(new FundusDrawing { Circle = Whole, LeftExposure = 0.06, Exposure = 0.8 }, 0.99);

    [Theory]
    [InlineData(10)]
    [InlineData(30)]
    public void AGreyGreenNoisyBackgroundIsNoEye(double level) => FindDisc(
        new FundusDrawing { Circle = Whole, Background = (0.8 * level, level, 0.7 * level), Noise = 5, Exposure = 0.7 }, 0.99);

    [Fact]
    public void FlatTopAndBottomAreFoundToHalfAPixel()
    {
        var drawing = new FundusDrawing { Circle = Whole, Top = 40.2, Bottom = 300.7 };
        var finding = FindDisc(drawing, 0.995);
        Assert.Equal(40.2, finding.Outline.Top, 0.5);
        Assert.Equal(300.7, finding.Outline.Bottom, 0.5);
    }

    [Fact]
    public void AFlatLeftSideAloneIsFound() => FindDisc(new FundusDrawing { Circle = Whole, Left = 130.4 }, 0.995);

    [Fact]
    public void ADiscThatTheFrameCutsIsFitBeyondTheFrame()
    {
        var circle = new EyeCircle(258.6, 165.2, 230.9);
        var finding = FindDisc(new FundusDrawing { Circle = circle }, 0.995);
        Assert.Equal(circle.Radius, finding.Outline.Circle.Radius, 0.5);
    }

    [Fact]
    public void OnlyTheCornersAreBlackWhereTheDiscNearlyFillsTheFrame() =>
        FindDisc(new FundusDrawing { Circle = new(255, 171, 285) }, 0.99);

    [Fact]
    public void ADiscFarFromTheMiddleIsFound() => FindDisc(new FundusDrawing { Circle = new(120, 260, 160) }, 0.99);

    [Fact]
    public void AVeryVignettedRimIsFound() => FindDisc(new FundusDrawing { Circle = Whole, Vignetting = 0.9, Softness = 3 }, 0.985);

    [Fact]
    public void ABumpOnTheRimDoesNotMoveIt() => FindDisc(
        new FundusDrawing
        {
            Circle = Whole,
            Overlay = (x, y) => Math.Abs(x - 357) < 9 && Math.Abs(y - 62) < 9 ? 90 : null,
        },
        0.997);

    [Fact]
    public void ALabelInACornerIsNoEye() => FindDisc(
        new FundusDrawing
        {
            Circle = Whole,
            Overlay = (x, y) => x is > 5 and < 70 && y is > 5 and < 18 && ((x / 3) + (y / 4)) % 2 == 0 ? 230 : null,
        },
        0.997);

    [Fact]
    public void ABrightCrescentInsideTheRimHardlyMovesIt() => FindDisc(
        new FundusDrawing
        {
            Circle = Whole,
            Overlay = (x, y) => Distance(x, y) is > 140 and < 149 && y > 240 ? 240 : null,
        },
        0.99);

    [Fact]
    public void AWhiteBackgroundIsNoEye() => FindDisc(
        new FundusDrawing
        {
            Circle = Whole,
            Overlay = (x, y) => Distance(x, y) > Whole.Radius ? 255 : null,
        },
        0.995);

    [Fact]
    public void AWhiteMarginAboutAPhotographIsLeftAside() => FindDisc(
        new FundusDrawing
        {
            Circle = Whole with { Radius = 120 },
            Overlay = (x, y) => x is < 40 or > 460 || y is < 25 or > 310 ? 255 : null,
        },
        0.995);

    [Fact]
    public void APhotographUpsideDownGivesTheOutlineUpsideDown()
    {
        var drawing = new FundusDrawing { Circle = Whole, Top = 45 };
        byte[] pixels = drawing.Draw();
        var turned = new byte[pixels.Length];
        for (int i = 0; i < pixels.Length; i += 3)
            pixels.AsSpan(i, 3).CopyTo(turned.AsSpan(pixels.Length - 3 - i));
        var upright = EyeDiscFinder.Find(pixels, drawing.Width, drawing.Height)!.Outline;
        var inverted = EyeDiscFinder.Find(turned, drawing.Width, drawing.Height)!.Outline;
        Assert.Equal(upright.Circle.CenterX, drawing.Width - 1 - inverted.Circle.CenterX, 0.1);
        Assert.Equal(upright.Circle.CenterY, drawing.Height - 1 - inverted.Circle.CenterY, 0.1);
        Assert.Equal(upright.Circle.Radius, inverted.Circle.Radius, 0.1);
        Assert.Equal(upright.Top, drawing.Height - 1 - inverted.Bottom, 0.3);
    }

    [Fact]
    public void RetinaToAllFourEdgesIsTheFullFrame()
    {
        var drawing = new FundusDrawing { Circle = new(255, 170, 480) };
        var finding = EyeDiscFinder.Find(drawing.Draw(), drawing.Width, drawing.Height);
        Assert.Equal(EyeMaskMethod.FullFrame, finding!.Method);
        Assert.Equal(EyeMaskStatus.Found, finding.Status);
    }

    [Fact]
    public void ASmallPhotographIsAnsweredWithLessConfidenceThanALargeOne()
    {
        var small = new FundusDrawing { Width = 24, Height = 24, Circle = new(11.5, 11.5, 10) };
        var finding = EyeDiscFinder.Find(small.Draw(), 24, 24);
        Assert.Equal(EyeMaskMethod.Disc, finding!.Method);
        Assert.True(small.IntersectionOverUnion(finding.Outline) > 0.9);
        Assert.True(finding.Confidence < 0.7);
    }

    [Fact]
    public void ARimThatMostlyFadesAwayIsDoubtedInWords()
    {
        var drawing = new FundusDrawing { Circle = Whole, Exposure = 0.12, LeftExposure = 0, Vignetting = 0.95, Noise = 3, Softness = 6 };
        var finding = EyeDiscFinder.Find(drawing.Draw(), drawing.Width, drawing.Height);
        Assert.NotNull(finding);
        Assert.Equal(EyeMaskStatus.LowConfidence, finding.Status);
        Assert.NotEmpty(finding.Reason!);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(255)]
    public void AUniformPictureHoldsNoEye(byte level)
    {
        var pixels = new byte[300 * 200 * 3];
        Array.Fill(pixels, level);
        Assert.Null(EyeDiscFinder.Find(pixels, 300, 200));
    }

    [Fact]
    public void NoiseHoldsNoEye()
    {
        var pixels = new byte[300 * 200 * 3];
        new Random(7).NextBytes(pixels);
        Assert.Null(EyeDiscFinder.Find(pixels, 300, 200));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 40)]
    [InlineData(40, 1)]
    [InlineData(2, 2)]
    [InlineData(15, 17)]
    public void NoSizeIsTooSmallToBeAnswered(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        new Random(width + height).NextBytes(pixels);
        var finding = EyeDiscFinder.Find(pixels, width, height);
        Assert.True(finding is null || double.IsFinite(finding.Outline.Circle.Radius));
    }

    [Fact]
    public void TheSamePixelsGiveTheSameOutlineOnManyThreads()
    {
        var drawing = new FundusDrawing { Circle = Whole, Bottom = 290 };
        byte[] pixels = drawing.Draw();
        var expected = EyeDiscFinder.Find(pixels, drawing.Width, drawing.Height);
        var findings = new Finding?[16];
        Parallel.For(0, findings.Length, i => findings[i] = EyeDiscFinder.Find(pixels, drawing.Width, drawing.Height));
        Assert.All(findings, finding => Assert.Equal(expected, finding));
    }

    [Fact]
    public void PixelsThatDoNotFitTheSizeAreRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => EyeDiscFinder.Find(new byte[10], 2, 2));

    private static Finding FindDisc(FundusDrawing drawing, double leastAgreement)
    {
        var finding = EyeDiscFinder.Find(drawing.Draw(), drawing.Width, drawing.Height);
        Assert.NotNull(finding);
        double agreement = drawing.IntersectionOverUnion(finding.Outline);
        Assert.True(agreement >= leastAgreement, $"{agreement:F4} {finding}");
        Assert.Equal(EyeMaskMethod.Disc, finding.Method);
        Assert.True(finding.Status == EyeMaskStatus.Found && finding.Reason is null, $"{agreement:F4} {finding}");
        return finding;
    }

    private static double Distance(int x, int y) => Math.Sqrt(
        ((x - Whole.CenterX) * (x - Whole.CenterX)) + ((y - Whole.CenterY) * (y - Whole.CenterY)));
}
