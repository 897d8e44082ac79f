using System.Globalization;
using System.Text;
using SkiaSharp;

namespace RetinaPS.Lettering;

/// <summary>One line of text, left to right, each character in a typeface that has it.</summary>
internal sealed class TextLine
{
    private const string Ellipsis = "\u2026";
    private readonly IReadOnlyList<(string Text, SKTypeface Typeface)> runs;
    private readonly float size;

    public TextLine(string text, float size)
    {
        Text = text.ReplaceLineEndings(" ");
        this.size = size;
        runs = Split(Text);
    }

    public string Text { get; }

    /// <summary>The line's width in pixels.</summary>
    public float Width => runs.Sum(run =>
    {
        using var font = FontFor(run.Typeface);
        return font.MeasureText(run.Text);
    });

    /// <summary>This line, or as much of its beginning as fits with an ellipsis after it.</summary>
    public TextLine Shorten(float width)
    {
        if (Width <= width)
            return this;
        int[] starts = StringInfo.ParseCombiningCharacters(Text);
        int least = 0, most = starts.Length - 1;
        while (least < most)
        {
            int middle = (least + most + 1) / 2;
            if (Cut(middle).Width <= width)
                least = middle;
            else
                most = middle - 1;
        }

        return Cut(least);

        TextLine Cut(int elements) => new(Text[..starts[elements]].TrimEnd() + Ellipsis, size);
    }

    /// <summary>Draws the line from <paramref name="x"/> on, upon its baseline.</summary>
    public void Draw(SKCanvas canvas, float x, float baseline, SKPaint paint)
    {
        foreach (var (text, typeface) in runs)
        {
            using var font = FontFor(typeface);
            canvas.DrawText(text, x, baseline, SKTextAlign.Left, font, paint);
            x += font.MeasureText(text);
        }
    }

    private static List<(string Text, SKTypeface Typeface)> Split(string text)
    {
        var split = new List<(string Text, SKTypeface Typeface)>();
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            string element = elements.GetTextElement();
            _ = Rune.DecodeFromUtf16(element, out var first, out _); // half a surrogate pair in a file's name reads as U+FFFD
            var typeface = Typefaces.For(first.Value);
            if (split.Count > 0 && ReferenceEquals(split[^1].Typeface, typeface))
                split[^1] = (split[^1].Text + element, typeface);
            else
                split.Add((element, typeface));
        }

        return split;
    }

    private SKFont FontFor(SKTypeface typeface) => new(typeface, size) { Edging = SKFontEdging.Antialias, Subpixel = true };
}
