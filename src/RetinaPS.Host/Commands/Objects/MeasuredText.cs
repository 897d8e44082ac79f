namespace RetinaPS.Host.Commands.Objects;

/// <summary>The running counts of measured text.</summary>
internal sealed class MeasuredText
{
    private int lines;
    private int words;
    private int characters;

    public void Add(string text)
    {
        characters += text.Length;
        words += text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        lines += text.Length == 0 ? 0 : text.Count(character => character == '\n') + (text.EndsWith('\n') ? 0 : 1);
    }

    public TextMeasurement Result(bool wantsLines, bool wantsWords, bool wantsCharacters) =>
        new(wantsLines ? lines : null, wantsWords ? words : null, wantsCharacters ? characters : null, null);
}
