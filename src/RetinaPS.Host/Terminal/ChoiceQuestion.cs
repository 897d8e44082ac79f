using System.Management.Automation.Host;

namespace RetinaPS.Host.Terminal;

/// <summary>A question such as <c>-Confirm</c> asks: choices with a hot key each, marked by &amp; in the label.</summary>
internal sealed class ChoiceQuestion(IReadOnlyList<ChoiceDescription> choices, int defaultChoice)
{
    private readonly string[] labels = [.. choices.Select(choice => choice.Label.Replace("&", ""))];
    private readonly string[] keys = [.. choices.Select(HotKey)];

    public string Text
    {
        get
        {
            var options = string.Join("  ", keys.Zip(labels, (key, label) => $"[{key}] {label}"));
            return defaultChoice >= 0 ? $"{options} (default is \"{keys[defaultChoice]}\"): " : $"{options}: ";
        }
    }

    /// <summary>The index of the choice that was typed, or null when it is none of them.</summary>
    public int? Answer(string typed)
    {
        typed = typed.Trim();
        if (typed.Length == 0)
            return defaultChoice >= 0 ? defaultChoice : null;

        var index = Array.FindIndex(keys, key => key.Equals(typed, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
            index = Array.FindIndex(labels, label => label.Equals(typed, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : index;
    }

    private static string HotKey(ChoiceDescription choice)
    {
        var mark = choice.Label.IndexOf('&');
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label.Substring(mark + 1, 1).ToUpperInvariant() : choice.Label;
    }
}
