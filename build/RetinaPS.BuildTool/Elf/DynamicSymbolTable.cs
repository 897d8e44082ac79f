namespace RetinaPS.BuildTool.Elf;

/// <summary>The dynamic symbols of a shared object.</summary>
internal sealed class DynamicSymbolTable
{
    private const int EntrySize = 24;
    private const int BindingWeak = 2;

    private readonly ElfFile file;
    private readonly DynamicSection dynamic;
    private readonly int offset;

    /// <summary>Finds the symbols of a file.</summary>
    /// <exception cref="ElfException">The file has no dynamic symbols, or does not say how many.</exception>
    public DynamicSymbolTable(ElfFile file, DynamicSection dynamic)
    {
        this.file = file;
        this.dynamic = dynamic;
        offset = dynamic.FindTable(DynamicTag.Symbols) ?? throw new ElfException("no dynamic symbols");
        Count = CountSymbols();
    }

    /// <summary>How many symbols there are, the empty one at index 0 included.</summary>
    public int Count { get; }

    /// <summary>The symbol at an index.</summary>
    public DynamicSymbol this[int index]
    {
        get
        {
            int entry = checked(offset + index * EntrySize);
            return new DynamicSymbol(
                Name: dynamic.String(file.UInt32(entry)),
                IsDefined: file.UInt16(entry + 6) != 0,
                IsWeak: file.Bytes[entry + 4] >> 4 == BindingWeak);
        }
    }

    /// <summary>The names that the shared object offers.</summary>
    public IEnumerable<string> DefinedNames() =>
        Enumerable.Range(1, Math.Max(Count - 1, 0))
            .Select(index => this[index])
            .Where(symbol => symbol.IsDefined)
            .Select(symbol => symbol.Name);

    private int CountSymbols()
    {
        if (dynamic.FindTable(DynamicTag.Hash) is { } hash)
            return checked((int)file.UInt32(hash + 4));
        if (dynamic.FindTable(DynamicTag.GnuHash) is { } gnuHash)
            return CountByGnuHash(gnuHash);
        throw new ElfException("no hash table to count the dynamic symbols by");
    }

    // The table holds no count: the last symbol ends the chain of the bucket that starts last.
    private int CountByGnuHash(int table)
    {
        int buckets = checked((int)file.UInt32(table));
        uint firstHashed = file.UInt32(table + 4);
        int bloomWords = checked((int)file.UInt32(table + 8));
        int bucketTable = checked(table + 16 + bloomWords * sizeof(ulong));
        int chains = checked(bucketTable + buckets * sizeof(uint));

        uint last = 0;
        for (int i = 0; i < buckets; i++)
            last = Math.Max(last, file.UInt32(bucketTable + i * sizeof(uint)));
        if (last < firstHashed)
            return checked((int)firstHashed);

        while ((file.UInt32(checked(chains + (int)(last - firstHashed) * sizeof(uint))) & 1) == 0)
            last++;
        return checked((int)last + 1);
    }
}
