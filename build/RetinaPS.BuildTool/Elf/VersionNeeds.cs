namespace RetinaPS.BuildTool.Elf;

/// <summary>
/// The symbol versions that a shared object needs. The loader insists that every library named here is loaded, weak or not.
/// </summary>
internal sealed class VersionNeeds
{
    private const ushort AnyVersion = 1;
    private const ushort IndexMask = 0x7fff;

    private readonly ElfFile file;
    private readonly DynamicSection dynamic;
    private readonly int? indices;
    private readonly List<VersionNeed> needs = [];

    /// <summary>Reads the needs of a shared object; one without symbol versions has none.</summary>
    public VersionNeeds(ElfFile file, DynamicSection dynamic)
    {
        this.file = file;
        this.dynamic = dynamic;
        indices = dynamic.FindTable(DynamicTag.VersionIndices);
        if (dynamic.FindTable(DynamicTag.VersionNeeds) is not { } record)
            return;

        for (uint next = 1; next != 0; record += (int)next)
        {
            needs.Add(new VersionNeed(dynamic.String(file.UInt32(record + 4)), record, ReadIndices(record)));
            next = file.UInt32(record + 12);
        }
    }

    /// <summary>The library of which a symbol is needed in some version, or null where the symbol carries no version.</summary>
    public string? FileOf(int symbol)
    {
        ushort index = IndexOf(symbol);
        return index <= AnyVersion ? null : needs.FirstOrDefault(need => need.Indices.Contains(index))?.File;
    }

    /// <summary>Forgets the versions needed of some libraries: their symbols accept any version.</summary>
    public void Remove(IReadOnlySet<string> files, int symbolCount)
    {
        var forgotten = needs.Where(need => files.Contains(need.File)).SelectMany(need => need.Indices).ToHashSet();
        if (forgotten.Count == 0)
            return;

        needs.RemoveAll(need => files.Contains(need.File));
        Relink();
        for (int symbol = 0; symbol < symbolCount; symbol++)
        {
            if (forgotten.Contains(IndexOf(symbol)))
                file.Write(indices!.Value + symbol * sizeof(ushort), AnyVersion);
        }
    }

    private ushort IndexOf(int symbol) =>
        indices is { } table ? (ushort)(file.UInt16(table + symbol * sizeof(ushort)) & IndexMask) : AnyVersion;

    private HashSet<ushort> ReadIndices(int record)
    {
        var found = new HashSet<ushort>();
        int version = record + (int)file.UInt32(record + 8);
        for (int i = 0; i < file.UInt16(record + 2); i++)
        {
            found.Add((ushort)(file.UInt16(version + 6) & IndexMask));
            version += (int)file.UInt32(version + 12);
        }

        return found;
    }

    // The records stay where they are; each links to the next one that is still wanted.
    private void Relink()
    {
        if (needs.Count == 0)
        {
            dynamic.Remove(DynamicTag.VersionNeeds);
            dynamic.Remove(DynamicTag.VersionNeedsCount);
            return;
        }

        ulong address = dynamic.Find(DynamicTag.VersionNeeds)!.Value;
        int first = file.OffsetOf(address);
        dynamic.Set(DynamicTag.VersionNeeds, address + (ulong)(needs[0].Offset - first));
        dynamic.Set(DynamicTag.VersionNeedsCount, (ulong)needs.Count);
        for (int i = 0; i < needs.Count; i++)
            file.Write(needs[i].Offset + 12, i + 1 < needs.Count ? (uint)(needs[i + 1].Offset - needs[i].Offset) : 0u);
    }
}
