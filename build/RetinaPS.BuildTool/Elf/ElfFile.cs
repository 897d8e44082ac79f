using System.Buffers.Binary;

namespace RetinaPS.BuildTool.Elf;

/// <summary>The bytes of an x86-64 ELF shared object, addressed as the loader would address them.</summary>
internal sealed class ElfFile
{
    private const int HeaderSize = 64;
    private const int ProgramHeaderSize = 56;
    private const int MachineX86_64 = 62;
    private const int TypeSharedObject = 3;

    private byte[] bytes;

    /// <summary>Checks the header and reads the segments.</summary>
    /// <param name="path">Names the file in messages.</param>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="ElfException">The bytes are not an x86-64 ELF shared object.</exception>
    public ElfFile(string path, byte[] bytes)
    {
        Path = path;
        this.bytes = bytes;
        CheckHeader();
        Segments = ReadSegments();
    }

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>The segments, in the file's order.</summary>
    public IReadOnlyList<ProgramHeader> Segments { get; }

    /// <summary>The content as it is now.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ElfException">The file is not an x86-64 ELF shared object.</exception>
    public static ElfFile Read(string path) => new(path, File.ReadAllBytes(path));

    /// <summary>Where in the file the byte at a memory address is.</summary>
    /// <exception cref="ElfException">No segment maps the address from the file.</exception>
    public int OffsetOf(ulong address)
    {
        foreach (var segment in Segments)
        {
            if (segment.Type == SegmentType.Load && address >= segment.Address && address - segment.Address < segment.FileSize)
                return checked((int)(address - segment.Address + segment.Offset));
        }

        throw new ElfException($"address 0x{address:x} lies in no segment of the file");
    }

    /// <summary>The 16-bit number at a file offset.</summary>
    public ushort UInt16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(offset, sizeof(ushort)));

    /// <summary>The 32-bit number at a file offset.</summary>
    public uint UInt32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(offset, sizeof(uint)));

    /// <summary>The 64-bit number at a file offset.</summary>
    public ulong UInt64(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(offset, sizeof(ulong)));

    /// <summary>The zero-terminated string at a file offset.</summary>
    public string Text(int offset)
    {
        var tail = Slice(offset, bytes.Length - offset);
        int length = tail.IndexOf((byte)0);
        return System.Text.Encoding.UTF8.GetString(length < 0 ? tail : tail[..length]);
    }

    /// <summary>Writes a 16-bit number at a file offset.</summary>
    public void Write(int offset, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Slice(offset, sizeof(ushort)), value);

    /// <summary>Writes a 32-bit number at a file offset.</summary>
    public void Write(int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Slice(offset, sizeof(uint)), value);

    /// <summary>Writes a 64-bit number at a file offset.</summary>
    public void Write(int offset, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Slice(offset, sizeof(ulong)), value);

    /// <summary>
    /// Drops what no segment covers: the section headers, the full symbol table, debug information. The loader reads none of it.
    /// </summary>
    /// <returns>How many bytes the file lost.</returns>
    public int Strip()
    {
        int length = checked((int)Segments.Max(segment => segment.End));
        int lost = bytes.Length - length;
        bytes = bytes[..length];
        Write(40, 0UL); // e_shoff
        Write(60, (ushort)0); // e_shnum
        Write(62, (ushort)0); // e_shstrndx
        return lost;
    }

    private void CheckHeader()
    {
        if (bytes.Length < HeaderSize || !bytes.AsSpan().StartsWith("\u007fELF"u8))
            throw new ElfException("not an ELF file");
        if (bytes[4] != 2 || bytes[5] != 1)
            throw new ElfException("not a 64-bit little-endian ELF file");
        if (UInt16(18) != MachineX86_64)
            throw new ElfException("not for x86-64");
        if (UInt16(16) != TypeSharedObject)
            throw new ElfException("not a shared object");
    }

    private List<ProgramHeader> ReadSegments()
    {
        int table = checked((int)UInt64(32));
        int entrySize = UInt16(54);
        int count = UInt16(56);
        if (entrySize != ProgramHeaderSize)
            throw new ElfException($"program headers of {entrySize} bytes instead of {ProgramHeaderSize}");

        var segments = new List<ProgramHeader>(count);
        for (int offset = table; offset < table + count * ProgramHeaderSize; offset += ProgramHeaderSize)
        {
            var segment = new ProgramHeader((SegmentType)UInt32(offset), UInt64(offset + 8), UInt64(offset + 16), UInt64(offset + 32));
            if (segment.End > (ulong)bytes.Length)
                throw new ElfException("truncated: a segment reaches past the end of the file");
            segments.Add(segment);
        }

        return segments;
    }

    private Span<byte> Slice(int offset, int length) =>
        offset >= 0 && length >= 0 && offset <= bytes.Length - length
            ? bytes.AsSpan(offset, length)
            : throw new ElfException($"truncated or corrupt: nothing at offset 0x{offset:x}");
}
