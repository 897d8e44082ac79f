using RetinaPS.BuildTool;
using RetinaPS.BuildTool.Elf;

try
{
    return args switch
    {
        ["trim-needed", .. var rest] => TrimNeededCommand.Run(CommandArguments.Parse(rest)),
        _ => throw new UsageException("expected a command: trim-needed"),
    };
}
catch (UsageException problem)
{
    Diagnostics.Error("RetinaPS.BuildTool", "RPS000", problem.Message);
    return 2;
}
