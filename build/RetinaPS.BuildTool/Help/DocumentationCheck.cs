using System.Xml.Linq;

namespace RetinaPS.BuildTool.Help;

/// <summary>Finds what a person would miss in the help.</summary>
internal static class DocumentationCheck
{
    /// <summary>One message for each gap, with the code under which the build reports it.</summary>
    public static IEnumerable<(string Code, string Message)> FindGaps(
        IEnumerable<CmdletDefinition> cmdlets,
        XmlDocumentation documentation,
        Prose prose)
    {
        foreach (var cmdlet in cmdlets)
        {
            var text = documentation.Of(cmdlet.Type);
            if (prose.Paragraphs(text.Element("summary")) is [])
                yield return ("RPS001", $"{cmdlet.Name} has no synopsis: {cmdlet.Type.Name} lacks a <summary>");

            foreach (var parameter in cmdlet.Parameters)
            {
                string property = $"{parameter.Property.DeclaringType!.Name}.{parameter.Name}";
                if (prose.Paragraphs(documentation.Of(parameter.Property).Element("summary")) is [])
                    yield return ("RPS002", $"{cmdlet.Name} does not describe -{parameter.Name}: {property} lacks a <summary>");
            }

            foreach (var type in cmdlet.OutputTypes.Where(type => MamlHelp.DescribeOutput(type, documentation, prose) is []))
                yield return ("RPS004", $"{cmdlet.Name} does not describe what it gives: {type.Name} lacks a <summary>, or a line in {nameof(ForeignTypes)}");

            if (!text.Elements("example").Any(example => example.Element("code") is { } code && Prose.Code(code).Length > 0))
                yield return ("RPS003", $"{cmdlet.Name} has no example: {cmdlet.Type.Name} lacks an <example> with <code>");

            var lines = text.Elements("example").Elements("code").SelectMany(code => Prose.Code(code).Split('\n'));
            foreach (string line in lines.Where(line => line.Length > MamlExample.Width))
                yield return ("RPS005", $"an example of {cmdlet.Name} is wider than the {MamlExample.Width} columns that a console of 80 has for it: {line}");
        }
    }
}
