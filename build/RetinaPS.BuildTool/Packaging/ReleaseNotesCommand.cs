namespace RetinaPS.BuildTool.Packaging;

/// <summary>
/// <c>release-notes --changelog FILE --manifest FILE --output FILE</c>: writes a module manifest whose ReleaseNotes are its version's section
/// of the changelog.
/// </summary>
internal static class ReleaseNotesCommand
{
    /// <summary>Runs the command.</summary>
    /// <returns>The exit code: 0, or 1 where the changelog or the manifest lacks what is needed.</returns>
    public static int Run(CommandArguments arguments)
    {
        arguments.Allow("--changelog", "--manifest", "--output");
        string changelog = arguments.Single("--changelog");
        string source = arguments.Single("--manifest");
        string output = arguments.Single("--output");
        try
        {
            string manifest = File.ReadAllText(source);
            string notes = ReleaseNotes.Read(File.ReadAllText(changelog), ReleaseNotes.Version(manifest));
            File.WriteAllText(output, ReleaseNotes.Write(manifest, notes));
            return 0;
        }
        catch (Exception problem) when (problem is FormatException or IOException or UnauthorizedAccessException)
        {
            Diagnostics.Error("release-notes", "RPS020", problem.Message);
            return 1;
        }
    }
}
