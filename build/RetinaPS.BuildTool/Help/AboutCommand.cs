using System.Text;

namespace RetinaPS.BuildTool.Help;

/// <summary>
/// <c>about --input FOLDER --output FOLDER</c>: writes each about_NAME.md of a folder as the about_NAME.help.txt that Get-Help shows, so
/// that topics are written once, in a form that also reads well in a browser.
/// </summary>
internal static class AboutCommand
{
    private const string TopicFiles = "about_*.md";
    private const string HelpSuffix = ".help.txt";

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code: 0, or 1 where a topic cannot be written as help.</returns>
    public static int Run(CommandArguments arguments)
    {
        arguments.Allow("--input", "--output");
        string input = arguments.Single("--input");
        string output = arguments.Single("--output");
        Directory.CreateDirectory(output);

        // A topic that was renamed must not stay under its old name.
        foreach (string old in Directory.GetFiles(output, "about_*" + HelpSuffix))
            File.Delete(old);
        int failures = Directory.GetFiles(input, TopicFiles).Count(file => !Write(file, output));
        return failures > 0 ? 1 : 0;
    }

    private static bool Write(string file, string output)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        try
        {
            string help = AboutTopic.Render(name, File.ReadAllLines(file));
            File.WriteAllText(Path.Combine(output, name + HelpSuffix), help, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return true;
        }
        catch (Exception problem) when (problem is FormatException or IOException or UnauthorizedAccessException)
        {
            Diagnostics.Error(file, "RPS011", problem.Message);
            return false;
        }
    }
}
