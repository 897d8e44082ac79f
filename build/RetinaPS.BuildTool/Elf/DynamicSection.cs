namespace RetinaPS.BuildTool.Elf;

/// <summary>The table from which the loader learns what a shared object needs and where its other tables are.</summary>
internal sealed class DynamicSection
{
    private const int EntrySize = 16;
    private const ulong FlagBindNow = 0x8;
    private const ulong Flag1Now = 0x1;

    private readonly ElfFile file;
    private readonly int offset;
    private readonly int capacity;
    private readonly List<DynamicEntry> entries = [];

    /// <summary>Reads the dynamic section of a file.</summary>
    /// <exception cref="ElfException">The file has none.</exception>
    public DynamicSection(ElfFile file)
    {
        var segment = file.Segments.FirstOrDefault(segment => segment.Type == SegmentType.Dynamic);
        if (segment.FileSize == 0)
            throw new ElfException("no dynamic section");

        this.file = file;
        offset = checked((int)segment.Offset);
        capacity = checked((int)segment.FileSize) / EntrySize;
        for (int i = 0; i < capacity; i++)
        {
            var entry = new DynamicEntry((DynamicTag)file.UInt64(offset + i * EntrySize), file.UInt64(offset + i * EntrySize + 8));
            if (entry.Tag == DynamicTag.Null)
                break;
            entries.Add(entry);
        }
    }

    /// <summary>The libraries that the loader must load first, in its search order.</summary>
    public IReadOnlyList<string> Needed => [.. entries.Where(entry => entry.Tag == DynamicTag.Needed).Select(entry => String(entry.Value))];

    /// <summary>Whether the loader is asked to resolve every symbol at load time (<c>-z now</c>).</summary>
    public bool BindsNow =>
        Find(DynamicTag.BindNow) is not null
        || (Find(DynamicTag.Flags) & FlagBindNow) > 0
        || (Find(DynamicTag.Flags1) & Flag1Now) > 0;

    /// <summary>The value of a tag that occurs at most once.</summary>
    public ulong? Find(DynamicTag tag)
    {
        foreach (var entry in entries)
        {
            if (entry.Tag == tag)
                return entry.Value;
        }

        return null;
    }

    /// <summary>The file offset of the table whose address a tag holds, or null where the tag is absent.</summary>
    public int? FindTable(DynamicTag tag) => Find(tag) is { } address ? file.OffsetOf(address) : null;

    /// <summary>The string at an offset into the dynamic strings.</summary>
    /// <exception cref="ElfException">The file has no dynamic strings.</exception>
    public string String(ulong index)
    {
        int strings = FindTable(DynamicTag.Strings) ?? throw new ElfException("no dynamic strings");
        return file.Text(checked(strings + (int)index));
    }

    /// <summary>Gives a tag that is present another value; it shows in the file after <see cref="Save"/>.</summary>
    public void Set(DynamicTag tag, ulong value) =>
        entries[entries.FindIndex(entry => entry.Tag == tag)] = new DynamicEntry(tag, value);

    /// <summary>Removes the entries of a tag; it shows in the file after <see cref="Save"/>.</summary>
    public void Remove(DynamicTag tag) => entries.RemoveAll(entry => entry.Tag == tag);

    /// <summary>Removes needed libraries by name; it shows in the file after <see cref="Save"/>.</summary>
    public void RemoveNeeded(IReadOnlySet<string> names) =>
        entries.RemoveAll(entry => entry.Tag == DynamicTag.Needed && names.Contains(String(entry.Value)));

    /// <summary>Writes the entries back in place, without gaps; the room left over becomes end marks.</summary>
    public void Save()
    {
        for (int i = 0; i < capacity; i++)
        {
            var entry = i < entries.Count ? entries[i] : default;
            file.Write(offset + i * EntrySize, (ulong)entry.Tag);
            file.Write(offset + i * EntrySize + 8, entry.Value);
        }
    }
}
