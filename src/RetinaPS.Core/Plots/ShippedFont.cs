using RetinaPS.Lettering;
using ScottPlot;
using SkiaSharp;

namespace RetinaPS.Plots;

/// <summary>Lets ScottPlot draw all text in the typeface that comes with the module, in its one weight.</summary>
internal sealed class ShippedFont : IFontResolver
{
    private static readonly Lazy<bool> Registered = new(Register);

    /// <exception cref="RetinaException">FileNotFound or NativeLibraryNotFound: the module is not whole.</exception>
    public static void EnsureRegistered() => _ = Registered.Value;

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Typefaces.Family ? Typefaces.Default : null;

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Typefaces.Family ? Typefaces.Default : null;

    private static bool Register()
    {
        _ = Typefaces.Default;
        Fonts.FontResolvers.Insert(0, new ShippedFont());
        Fonts.Default = Typefaces.Family;
        return true;
    }
}
