using System.Text;
using System.Xml.Linq;

namespace RetinaPS.BuildTool.Help;

/// <summary>
/// <c>pages --help XML --output FOLDER</c>: writes each cmdlet of a help file as a Markdown page, so that the web shows what Get-Help shows.
/// </summary>
internal static class PagesCommand
{
    /// <summary>Runs the command.</summary>
    /// <returns>The exit code: 0.</returns>
    public static int Run(CommandArguments arguments)
    {
        arguments.Allow("--help", "--output");
        string output = arguments.Single("--output");
        var pages = CmdletPage.ReadAll(XDocument.Load(arguments.Single("--help")));
        Directory.CreateDirectory(output);

        // A cmdlet that was renamed must not stay under its old name.
        foreach (string old in Directory.GetFiles(output, "*.md"))
            File.Delete(old);
        foreach (var page in pages)
            File.WriteAllText(Path.Combine(output, page.Name + ".md"), page.Render(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return 0;
    }
}
