using OpenCvSharp;
using RetinaPS.Lettering;
using SkiaSharp;
using Xunit;

namespace RetinaPS.Tests.Lettering;

public sealed class TextLineTests
{
    [Fact]
    public void The_typeface_is_the_one_that_comes_with_the_module() => Assert.Equal(Typefaces.Family, Typefaces.Default.FamilyName);

    [Theory]
    [InlineData("OD 2024-03 (links)")]
    [InlineData("Ärzte-Überweisung œil n°1")]
    [InlineData("αμφιβληστροειδής")]
    [InlineData("сетчатка левого глаза")]
    [InlineData("θ 15° σ 2 Σ −0.0003 … ×µ±")]
    public void It_has_the_letters_of_names_and_the_signs_of_plots(string text) =>
        Assert.DoesNotContain((ushort)0, Typefaces.Default.GetGlyphs(text));

    [Theory]
    [InlineData("网膜 👁 eye")]
    [InlineData("\ud83d lone surrogate")]
    [InlineData("")]
    public void Any_name_can_be_measured_and_drawn(string text)
    {
        using var bitmap = new SKBitmap(200, 30);
        using var canvas = new SKCanvas(bitmap);
        using var paint = new SKPaint();
        var line = new TextLine(text, 14);
        line.Draw(canvas, 0, 20, paint);
        Assert.InRange(line.Width, 0, 400);
    }

    [Theory]
    [InlineData("short", 100, "short")]
    [InlineData("a name that is much too long for its tile", 100, null)]
    [InlineData("e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", 60, null)]
    [InlineData("wide", 1, "\u2026")]
    public void A_line_is_cut_between_characters_until_it_fits(string text, float width, string? expected)
    {
        var shortened = new TextLine(text, 14).Shorten(width);
        if (expected is not null)
            Assert.Equal(expected, shortened.Text);
        else
            Assert.EndsWith("\u2026", shortened.Text);
        Assert.True(shortened.Width <= width || shortened.Text == "\u2026");
        Assert.NotEqual('e', shortened.Text.Length > 1 && text[1] == '\u0301' ? shortened.Text[^2] : ' ');
    }

    [Fact]
    public void Text_is_written_in_its_ink_within_its_area_alone()
    {
        using var paper = new Mat(40, 120, MatType.CV_8UC3, Scalar.All(32));
        TextPainter.Write(paper, new Rect(10, 10, 80, 20), "Hxg long enough to be cut", 14, new Scalar(10, 200, 100));
        using var touched = new Mat();
        Cv2.InRange(paper, Scalar.All(32), Scalar.All(32), touched);
        Assert.InRange(Cv2.CountNonZero(touched), 40 * 40, (120 * 40) - 100);
        using var outside = touched.Clone();
        outside[new Rect(10, 10, 80, 20)].SetTo(Scalar.All(255));
        Assert.Equal(outside.Total(), Cv2.CountNonZero(outside));
        using var ink = new Mat();
        Cv2.InRange(paper, new Scalar(8, 190, 95), new Scalar(14, 202, 102), ink);
        Assert.NotEqual(0, Cv2.CountNonZero(ink));
    }
}
