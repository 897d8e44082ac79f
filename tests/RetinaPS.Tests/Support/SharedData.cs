namespace RetinaPS.Tests.Support;

/// <summary>Real photographs beside the repository, where they are; tests that need them are skipped where they are not.</summary>
internal static class SharedData
{
    public const string Reason = "needs the photographs in ../shared";

    public static string Folder { get; } = Path.GetFullPath(Path.Combine(AssembledModule.RepositoryRoot, "..", "shared"));

    public static bool Exists => Directory.Exists(Path.Combine(Folder, "fundus"));

    public static string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>All real photographs.</summary>
    public static IEnumerable<string> Photographs => !Exists
        ? []
        : Directory.EnumerateFiles(Path.Combine(Folder, "fundus"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file).Equals(".jpg", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);
}
