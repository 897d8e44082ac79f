namespace RetinaPS.BuildTool.Elf;

/// <summary>
/// Removes libraries from those that a shared object needs, so that it loads where they are not installed. A function of a
/// removed library is then missed when it is first called, which is why nothing that is resolved at load time may come from one.
/// </summary>
internal sealed class NeededTrimmer
{
    private readonly ElfFile file;
    private readonly DynamicSection dynamic;
    private readonly DynamicSymbolTable symbols;
    private readonly VersionNeeds versions;
    private readonly HashSet<string> kept;
    private readonly HashSet<string> removed;

    /// <summary>Prepares to remove every needed library that is not to be kept.</summary>
    /// <exception cref="ElfException">The file binds its symbols at load time, or lacks the tables of a shared object.</exception>
    public NeededTrimmer(ElfFile file, IReadOnlyCollection<string> keep)
    {
        this.file = file;
        dynamic = new DynamicSection(file);
        if (dynamic.BindsNow)
            throw new ElfException("binds every symbol at load time (linked with -z now), so no library that it needs can go");

        symbols = new DynamicSymbolTable(file, dynamic);
        versions = new VersionNeeds(file, dynamic);
        kept = [.. dynamic.Needed.Where(keep.Contains)];
        removed = [.. dynamic.Needed.Where(name => !keep.Contains(name))];
    }

    /// <summary>The libraries that go.</summary>
    public IReadOnlyCollection<string> Removed => removed;

    /// <summary>The libraries that stay.</summary>
    public IReadOnlyCollection<string> Kept => kept;

    /// <summary>
    /// The symbols that the loader must resolve at load time and that no kept library is known to offer.
    /// </summary>
    /// <param name="offered">The names a kept library offers, or null where the library cannot be inspected.</param>
    /// <param name="uninspected">The kept libraries that could not be inspected and might offer the symbols after all.</param>
    public IReadOnlyList<string> FindUnresolvable(Func<string, IReadOnlySet<string>?> offered, out IReadOnlyList<string> uninspected)
    {
        var candidates = Relocation.ReadAll(file, dynamic)
            .Where(relocation => !relocation.IsLazy && relocation.Symbol != 0)
            .Select(relocation => relocation.Symbol)
            .Distinct()
            .Select(index => (Symbol: symbols[index], Library: versions.FileOf(index)))
            .Where(candidate => candidate.Symbol is { IsDefined: false, IsWeak: false })
            .Where(candidate => candidate.Library is null || removed.Contains(candidate.Library))
            .ToList();

        uninspected = [];
        if (candidates.Count == 0)
            return [];

        var inspected = kept.ToDictionary(name => name, offered);
        uninspected = candidates.Any(candidate => candidate.Library is null)
            ? [.. inspected.Where(library => library.Value is null).Select(library => library.Key)]
            : [];
        var names = inspected.Values.SelectMany(library => library ?? new HashSet<string>()).ToHashSet();
        return
        [
            .. candidates
                .Where(candidate => candidate.Library is not null || !names.Contains(candidate.Symbol.Name))
                .Select(candidate => candidate.Symbol.Name)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Removes the libraries and what is needed of their versions from the file's bytes.</summary>
    public void Trim()
    {
        versions.Remove(removed, symbols.Count);
        dynamic.RemoveNeeded(removed);
        dynamic.Save();
    }
}
