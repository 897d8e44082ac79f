using System.Xml.Linq;

namespace RetinaPS.BuildTool.Help;

/// <summary>Writes a cmdlet's syntax as PowerShell does: optional words in brackets, values in angle brackets.</summary>
internal static class CmdletSyntax
{
    private const int Columns = 100;
    private const string Indentation = "    ";

    /// <summary>A syntax item in lines.</summary>
    /// <param name="item">The item, as MAML.</param>
    public static string Of(XElement item) => WrappedText.Of(
        [item.Element(Maml.Text + "name")!.Value, .. item.Elements(Maml.Command + "parameter").Select(Word), "[<CommonParameters>]"],
        Columns,
        next: Indentation);

    private static string Word(XElement parameter)
    {
        string name = "-" + parameter.Element(Maml.Text + "name")!.Value;
        if (parameter.Attribute("position")!.Value != "named")
            name = $"[{name}]";
        string word = parameter.Element(Maml.Command + "parameterValue") is { } value ? $"{name} <{value.Value}>" : name;
        return (bool)parameter.Attribute("required")! ? word : $"[{word}]";
    }
}
