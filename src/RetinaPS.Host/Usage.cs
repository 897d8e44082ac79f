namespace RetinaPS.Host;

/// <summary>The text of <c>-Help</c>.</summary>
internal static class Usage
{
    public const string Text = """
        retinaps: runs PowerShell commands and scripts with the RetinaPS module loaded, where no PowerShell is installed.

        Usage:
          retinaps -Command <command>           Run a command; - reads it from standard input.
          retinaps -File <script.ps1> [args]    Run a script; what follows is bound to its param block.
          retinaps -Version                     Print the version.
          retinaps -Help                        Print this text.
          retinaps                              Read commands one by one, when standard input is a terminal.

        Examples:
          retinaps -Command "Get-ChildItem *.jpeg | Invoke-RetinaPreprocess -Reference ref.jpeg -Destination out"
          retinaps -File prepare.ps1 -Source photographs -Force
          retinaps -Command "Get-Command -Module RetinaPS"

        Environment:
          RETINAPS_MODULE   Path of the module manifest to load instead of the one beside this program.
          NO_COLOR          When set, no colours, even in a terminal.

        Exit codes: 0 success; 1 the command or script failed; N after 'exit N'; 64 wrong command line;
        70 the module is missing or broken; 130 stopped by Ctrl+C; 143 stopped by SIGTERM.
        """;
}
