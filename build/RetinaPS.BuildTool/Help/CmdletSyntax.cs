using System.Text;
using System.Xml.Linq;

namespace RetinaPS.BuildTool.Help;

/// <summary>Writes a cmdlet's syntax as PowerShell does: optional words in brackets, values in angle brackets.</summary>
internal static class CmdletSyntax
{
    private const int Columns = 100;

    /// <summary>A parameter as it stands in the syntax.</summary>
    /// <param name="parameter">The parameter of a syntax item, as MAML.</param>
    public static string Of(XElement parameter)
    {
        string name = "-" + parameter.Element(Maml.Text + "name")!.Value;
        if (parameter.Attribute("position")!.Value != "named")
            name = $"[{name}]";
        string word = parameter.Element(Maml.Command + "parameterValue") is { } value ? $"{name} <{value.Value}>" : name;
        return (bool)parameter.Attribute("required")! ? word : $"[{word}]";
    }

    /// <summary>Words in lines, the second and later ones indented.</summary>
    public static string Wrap(string first, IEnumerable<string> words)
    {
        var text = new StringBuilder(first);
        int length = first.Length;
        foreach (string word in words)
        {
            bool fits = length + 1 + word.Length <= Columns;
            text.Append(fits ? " " : "\n    ").Append(word);
            length = fits ? length + 1 + word.Length : 4 + word.Length;
        }

        return text.ToString();
    }
}
