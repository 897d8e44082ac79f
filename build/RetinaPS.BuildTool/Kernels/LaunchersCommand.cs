namespace RetinaPS.BuildTool.Kernels;

/// <summary>Writes C# that launches the kernels of some files: <c>launchers --kernels FILE... --output FILE</c>.</summary>
internal static class LaunchersCommand
{
    public static int Run(CommandArguments arguments)
    {
        arguments.Allow("--kernels", "--output");
        try
        {
            File.WriteAllText(arguments.Single("--output"), LauncherSource.Write(arguments.All("--kernels").Select(file => KernelFile.Parse(file, File.ReadAllText(file)))));
            return 0;
        }
        catch (KernelSyntaxException problem)
        {
            Diagnostics.Error(problem.Origin, "RPS030", problem.Message);
            return 1;
        }
    }
}
