using System.Reflection;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace RetinaPS.BuildTool.Help;

/// <summary>
/// <c>help --assembly DLL --documentation XML [...] --reference PATH [...] --online URL --output XML</c>: writes PowerShell's help
/// file from what the compiler knows of the cmdlets, so that help is written once, beside the code.
/// </summary>
internal static class HelpCommand
{
    /// <summary>Runs the command.</summary>
    /// <returns>The exit code: 0, or 1 where documentation is missing; then nothing is written.</returns>
    public static int Run(CommandArguments arguments)
    {
        arguments.Allow("--assembly", "--documentation", "--reference", "--online", "--output");
        string assembly = arguments.Single("--assembly");
        var documentationFiles = arguments.All("--documentation");
        try
        {
            using var metadata = new MetadataLoadContext(new PathAssemblyResolver(ListReferences(assembly, arguments.All("--reference"))));
            var cmdlets = CmdletReader.ReadAll(metadata.LoadFromAssemblyPath(Path.GetFullPath(assembly)));
            var documentation = XmlDocumentation.Read(documentationFiles);
            var references = new ReferenceNames(cmdlets);
            var gaps = DocumentationCheck.FindGaps(cmdlets, documentation, new Prose(references)).ToList();
            foreach (var (code, message) in gaps)
                Diagnostics.Error(documentationFiles[0], code, message);
            if (gaps.Count > 0)
                return 1;

            Write(new MamlHelp(documentation, references, arguments.Single("--online")).Create(cmdlets), arguments.Single("--output"));
            return 0;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or BadImageFormatException or XmlException)
        {
            Diagnostics.Error(assembly, "RPS009", problem.Message);
            return 1;
        }
    }

    // The tool's own runtime stands in for the one that the assembly was compiled against.
    private static List<string> ListReferences(string assembly, IReadOnlyList<string> references)
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return
        [
            Path.GetFullPath(assembly),
            .. references.SelectMany(reference => Directory.Exists(reference) ? Directory.GetFiles(reference, "*.dll") : [reference]),
            .. Directory.GetFiles(runtime, "*.dll"),
        ];
    }

    private static void Write(XDocument help, string output)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var format = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = utf8 };
        using var writer = XmlWriter.Create(output, format);
        help.Save(writer);
    }
}
