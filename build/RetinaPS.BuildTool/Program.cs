using RetinaPS.BuildTool;
using RetinaPS.BuildTool.Elf;
using RetinaPS.BuildTool.Help;
using RetinaPS.BuildTool.Kernels;
using RetinaPS.BuildTool.Packaging;

try
{
    return args switch
    {
        ["trim-needed", .. var rest] => TrimNeededCommand.Run(CommandArguments.Parse(rest)),
        ["help", .. var rest] => HelpCommand.Run(CommandArguments.Parse(rest)),
        ["pages", .. var rest] => PagesCommand.Run(CommandArguments.Parse(rest)),
        ["about", .. var rest] => AboutCommand.Run(CommandArguments.Parse(rest)),
        ["launchers", .. var rest] => LaunchersCommand.Run(CommandArguments.Parse(rest)),
        ["release-notes", .. var rest] => ReleaseNotesCommand.Run(CommandArguments.Parse(rest)),
        _ => throw new UsageException("expected a command: trim-needed, help, pages, about, launchers or release-notes"),
    };
}
catch (UsageException problem)
{
    Diagnostics.Error("RetinaPS.BuildTool", "RPS000", problem.Message);
    return 2;
}
