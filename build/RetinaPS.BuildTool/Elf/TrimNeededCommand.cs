namespace RetinaPS.BuildTool.Elf;

/// <summary>
/// <c>trim-needed --input LIB --output LIB --keep NAME [--keep NAME ...] [--redirect FUNCTION=TARGET] [--strip]</c>: copies a
/// shared object without its need of the libraries not kept.
/// </summary>
internal static class TrimNeededCommand
{
    /// <summary>Runs the command.</summary>
    /// <returns>The exit code: 0, or 1 where the file cannot be trimmed; then nothing is written.</returns>
    public static int Run(CommandArguments arguments)
    {
        arguments.Allow("--input", "--output", "--keep", "--redirect", "--strip");
        string input = arguments.Single("--input");
        string output = arguments.Single("--output");
        try
        {
            var file = ElfFile.Read(input);
            var trimmer = new NeededTrimmer(file, arguments.All("--keep"));
            CheckLoadTimeSymbols(trimmer, input);
            trimmer.Trim();
            Redirect(file, arguments.All("--redirect"));
            int stripped = arguments.Has("--strip") ? file.Strip() : 0;
            Write(file, output);
            string libraries = $"needs {trimmer.Kept.Count} libraries, {trimmer.Removed.Count} fewer";
            Console.WriteLine($"{output}: {libraries}; {stripped:N0} bytes smaller");
            return 0;
        }
        catch (Exception problem) when (problem is ElfException or OverflowException or IOException or UnauthorizedAccessException)
        {
            Diagnostics.Error(input, "RPS010", problem.Message);
            return 1;
        }
    }

    private static void CheckLoadTimeSymbols(NeededTrimmer trimmer, string input)
    {
        var unresolvable = trimmer.FindUnresolvable(SystemLibraries.FindDefinedNames, out var uninspected);
        if (unresolvable.Count == 0)
            return;

        string names = string.Join(", ", unresolvable.Take(10)) + (unresolvable.Count > 10 ? $" and {unresolvable.Count - 10} more" : "");
        if (uninspected.Count == 0)
            throw new ElfException($"the loader must resolve symbols that no kept library offers: {names}");

        Diagnostics.Warning(
            input,
            "RPS011",
            $"the loader must resolve symbols that may be in {string.Join(", ", uninspected)}, which this machine lacks: {names}");
    }

    private static void Redirect(ElfFile file, IReadOnlyList<string> redirections)
    {
        foreach (string redirection in redirections)
        {
            if (redirection.Split('=') is not [var function, var target])
                throw new UsageException($"--redirect expects FUNCTION=TARGET, not '{redirection}'");
            new LazyCalls(file).Redirect(function, target);
        }
    }

    // By way of a temporary name, so that an interrupted build leaves no half library that looks up to date.
    private static void Write(ElfFile file, string output)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        string temporary = output + ".tmp";
        File.WriteAllBytes(temporary, file.Bytes);
        File.Move(temporary, output, overwrite: true);
    }
}
