namespace RetinaPS.BuildTool.Elf;

/// <summary>The calls of a shared object that are bound when they are first made.</summary>
/// <param name="file">The shared object.</param>
internal sealed class LazyCalls(ElfFile file)
{
    private readonly DynamicSection dynamic = new(file);

    /// <summary>
    /// Makes the calls of a function that nobody offers reach one that the shared object itself offers: a missing function ends
    /// the process when it is called, and no caller can catch that. The target must be harmless when called in its place.
    /// </summary>
    /// <exception cref="ElfException">The function is not called and undefined, or the target is not defined.</exception>
    public void Redirect(string function, string target)
    {
        var symbols = new DynamicSymbolTable(file, dynamic);
        int to = Enumerable.Range(1, symbols.Count - 1)
            .FirstOrDefault(index => symbols[index] is { IsDefined: true } symbol && symbol.Name == target);
        if (to == 0)
            throw new ElfException($"offers no function {target} to redirect {function} to");

        var calls = Relocation.ReadAll(file, dynamic)
            .Where(relocation => relocation.IsLazy && symbols[relocation.Symbol] is { IsDefined: false } symbol && symbol.Name == function)
            .ToList();
        if (calls.Count == 0)
            throw new ElfException($"calls no undefined function {function}");

        foreach (var call in calls)
            file.Write(call.SymbolOffset, (uint)to);
    }
}
