namespace RetinaPS.Host;

/// <summary>Finds the RetinaPS module: beside the published program, or in the build output of a source tree.</summary>
internal static class ModuleLocator
{
    /// <summary>The environment variable that overrides the search.</summary>
    public const string OverrideVariable = "RETINAPS_MODULE";

    private static readonly string Manifest = Path.Combine("RetinaPS", "RetinaPS.psd1");

    /// <summary>The full path of the module's manifest.</summary>
    /// <exception cref="FileNotFoundException">There is none; the message says where it was sought.</exception>
    public static string Find(string programFolder)
    {
        if (Environment.GetEnvironmentVariable(OverrideVariable) is { Length: > 0 } chosen)
        {
            return File.Exists(chosen)
                ? Path.GetFullPath(chosen)
                : throw new FileNotFoundException($"{OverrideVariable} names '{chosen}', which does not exist.", chosen);
        }

        return Candidates(programFolder).FirstOrDefault(File.Exists) ?? throw new FileNotFoundException(
            $"The RetinaPS module was not found: there is no {Manifest} in '{programFolder}', and no out/{Manifest} in it or above. "
            + $"Build it (dotnet build), or set {OverrideVariable} to its path.", Manifest);
    }

    private static IEnumerable<string> Candidates(string programFolder)
    {
        yield return Path.Combine(programFolder, Manifest);
        yield return Path.Combine(programFolder, "Modules", Manifest);
        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "out", Manifest);
    }
}
