using System.Collections.Concurrent;
using SkiaSharp;

namespace RetinaPS.Lettering;

/// <summary>
/// The typeface that comes with the module (Noto Sans: Latin, Greek, Cyrillic, Devanagari), so that text looks the same everywhere and a
/// server without fonts can draw it; and, for characters that it lacks, whatever the machine has.
/// </summary>
internal static class Typefaces
{
    /// <summary>The family's name, by which drawings refer to it.</summary>
    public const string Family = "Noto Sans";

    private const string FileName = "NotoSans-Regular.ttf";
    private static readonly Lazy<SKTypeface> Shipped = new(Load);
    private static readonly Lazy<SKTypeface[]> Installed = new(FindInstalled);
    private static readonly ConcurrentDictionary<int, SKTypeface> Fallbacks = new();

    /// <exception cref="RetinaException">FileNotFound or NativeLibraryNotFound: the module is not whole.</exception>
    public static SKTypeface Default => Shipped.Value;

    /// <summary>The typeface for a character: the shipped one, or one of the machine's that has it; where none has, the shipped one's empty box.</summary>
    public static SKTypeface For(int codePoint) => Default.ContainsGlyph(codePoint)
        ? Default
        : Fallbacks.GetOrAdd(codePoint, static code => Array.Find(Installed.Value, typeface => typeface.ContainsGlyph(code)) ?? Default);

    private static SKTypeface Load()
    {
        SkiaLibrary.EnsureLoaded();
        string file = ModuleFolder.Font(FileName);
        return SKTypeface.FromFile(file) ?? throw RetinaErrors.FontNotFound(file);
    }

    /// <summary>Skia's own search by character finds nothing where there is no fontconfig.</summary>
    private static SKTypeface[] FindInstalled() =>
        [.. SKFontManager.Default.FontFamilies.Select(family => SKFontManager.Default.MatchFamily(family)).OfType<SKTypeface>()];
}
