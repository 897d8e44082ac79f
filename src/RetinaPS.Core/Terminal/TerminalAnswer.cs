using System.Globalization;
using System.Text.RegularExpressions;

namespace RetinaPS.Terminal;

/// <summary>What a terminal answered when it was asked for its attributes.</summary>
/// <param name="KnowsSixel">Whether it draws Sixel graphics.</param>
/// <param name="CellWidth">A character's width in pixels, or 0 if it did not say.</param>
/// <param name="CellHeight">A character's height in pixels, or 0.</param>
internal sealed partial record TerminalAnswer(bool KnowsSixel, int CellWidth, int CellHeight)
{
    /// <summary>Asks for the size of a character (XTWINOPS 16), then for primary device attributes (DA1), which every terminal answers.</summary>
    public const string Question = "\e[16t\e[c";

    /// <summary>The character that ends the last answer.</summary>
    public const char End = 'c';

    /// <summary>Reads an answer; what is not understood is passed over.</summary>
    public static TerminalAnswer Parse(string text)
    {
        var cell = CellSize().Match(text);
        var attributes = Attributes().Match(text);
        return new TerminalAnswer(
            attributes.Success && attributes.Groups[1].Value.Split(';').Contains("4"),
            cell.Success ? int.Parse(cell.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : 0,
            cell.Success ? int.Parse(cell.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0);
    }

    [GeneratedRegex(@"\[6;(\d{1,4});(\d{1,4})t")]
    private static partial Regex CellSize();

    [GeneratedRegex(@"\[\?([\d;]{1,60})c")]
    private static partial Regex Attributes();
}
