using System.Buffers.Binary;

namespace RetinaPS.Files;

/// <summary>
/// Follows a JPEG's segments (ITU-T T.81, annex B) and notes the first irregularity. Decoders that run on a GPU take a file at its word;
/// what they are given must be what it says.
/// </summary>
internal sealed class JpegStructure
{
    private readonly JpegTables tables = new();
    private JpegComponent[] components = [];
    private JpegCoding coding;
    private int width;
    private int height;
    private int restartInterval;
    private int scans;
    private int coarseComponents;
    private JpegScan scan;
    private bool isJfif;
    private int? adobeTransform;
    private int? exifOrientation;
    private bool otherApplicationData;
    private string? irregularity;

    /// <summary>Notes an irregularity; the first one stays.</summary>
    public void Note(string what) => irregularity ??= what;

    /// <summary>Takes a segment.</summary>
    public void Read(byte marker, ReadOnlySpan<byte> content)
    {
        switch (marker)
        {
            case 0xC0 or 0xC1 or 0xC2: ReadFrame(marker, content); break;
            case 0xC4 when !tables.TryDefineHuffman(content, coding == JpegCoding.Progressive): Note("a Huffman table is damaged"); break;
            case 0xC4: break;
            case 0xDB when !tables.TryDefineQuantization(content): Note("a quantization table is damaged"); break;
            case 0xDB: break;
            case 0xDD when content.Length == 2: restartInterval = BinaryPrimitives.ReadUInt16BigEndian(content); break;
            case 0xDA: ReadScanHeader(content); break;
            case 0xE0: isJfif |= content.StartsWith("JFIF\0"u8); break;
            case 0xE1: ReadExif(content); break;
            case 0xEE when content.StartsWith("Adobe"u8) && content.Length >= 12: adobeTransform = content[11]; break;
            case >= 0xE2 and <= 0xEF or 0xFE: break;
            default: Note($"the marker {marker:X2}"); break;
        }
    }

    /// <summary>Passes over a scan's coded data: restart markers must come in turn and as many as there are intervals, others not at all.</summary>
    /// <returns>Where the next marker stands.</returns>
    public int PassScan(ReadOnlySpan<byte> file, int start)
    {
        int position = start, restarts = 0;
        while (position + 1 < file.Length)
        {
            int found = file[position..].IndexOf((byte)0xFF);
            if (found < 0 || position + found + 1 >= file.Length)
                return file.Length;
            position += found;
            byte code = file[position + 1];
            if (code is >= 0xD0 and <= 0xD7)
            {
                if (code - 0xD0 != restarts++ % 8)
                    Note("a restart marker is out of turn");
            }
            else if (code != 0)
            {
                break;
            }

            position += 2;
        }

        if (components.Length > 0)
            CheckScan(position - start, restarts);
        return position;
    }

    /// <summary>What was found.</summary>
    /// <param name="length">Bytes up to the end of the image.</param>
    public JpegFrame Complete(int length)
    {
        if (coding != JpegCoding.Progressive && scans != 1)
            Note("several scans in a sequential file");
        if (coding == JpegCoding.Progressive && coarseComponents != (1 << components.Length) - 1)
            Note("a component without coarse coefficients");
        if (components.Length == 3 && !IsLumaChroma())
            Note("its colours are not Y, Cb and Cr");
        return new JpegFrame(coding, SamplingOf(components), exifOrientation ?? 1, length, irregularity);
    }

    private static JpegSampling SamplingOf(JpegComponent[] components)
    {
        if (components.Length == 0 || components.Any(component => component is not { Horizontal: 1, Vertical: 1 } && component != components[0]))
            return JpegSampling.Other;
        return (components.Length, components[0].Horizontal, components[0].Vertical) switch
        {
            (1, 1, 1) => JpegSampling.Gray,
            (3, 1, 1) => JpegSampling.Full,
            (3, 2, 1) => JpegSampling.HalfWidth,
            (3, 1, 2) => JpegSampling.HalfHeight,
            (3, 2, 2) => JpegSampling.HalfBoth,
            _ => JpegSampling.Other,
        };
    }

    private void ReadFrame(byte marker, ReadOnlySpan<byte> content)
    {
        coding = marker switch { 0xC0 => JpegCoding.Baseline, 0xC1 => JpegCoding.Extended, _ => JpegCoding.Progressive };
        height = BinaryPrimitives.ReadUInt16BigEndian(content[1..]);
        width = BinaryPrimitives.ReadUInt16BigEndian(content[3..]);
        if (content.Length != 6 + (3 * content[5]))
        {
            Note("the frame header's length is wrong");
            return;
        }

        components = new JpegComponent[content[5]];
        for (int i = 0; i < components.Length; i++)
        {
            var entry = content.Slice(6 + (3 * i), 3);
            components[i] = new JpegComponent(entry[0], entry[1] >> 4, entry[1] & 15, entry[2]);
        }

        if (components.Any(component => component.Horizontal is 0 or > 4 || component.Vertical is 0 or > 4))
            Note("a sampling factor is not 1 to 4");
        if (components.DistinctBy(component => component.Id).Count() != components.Length)
            Note("two components have one number");
    }

    private void ReadScanHeader(ReadOnlySpan<byte> content)
    {
        scans++;
        if (components.Length == 0 || !JpegScan.TryRead(content, components, out scan))
        {
            Note("a scan header is damaged");
            scan = default;
            return;
        }

        if (coding == JpegCoding.Progressive ? !scan.IsProgressive : !scan.IsSequentialOf(components))
            Note("a scan that its kind of file cannot have");
        if (scan.First == 0 && scan.High == 0)
            coarseComponents |= scan.Components;
        else if ((coarseComponents & scan.Components) != scan.Components)
            Note("fine coefficients before coarse ones");
        foreach (var (component, direct, alternating) in scan.Selections)
        {
            if (!tables.HasQuantization(components[component].QuantizationTable))
                Note("a quantization table is missing");
            bool needsDirect = scan.First == 0 && scan.High == 0, needsAlternating = scan.Last > 0;
            if ((needsDirect && !tables.HasDirect(direct)) || (needsAlternating && !tables.HasAlternating(alternating)))
                Note("a Huffman table is missing");
            if (coding == JpegCoding.Baseline && (direct > 1 || alternating > 1))
                Note("a baseline file with more than two tables");
        }
    }

    private void CheckScan(int bytes, int restarts)
    {
        if (scan.Selections is null)
            return;
        var (units, blocks) = scan.Count(components, width, height);
        long intervals = restartInterval == 0 ? 1 : (units + restartInterval - 1) / restartInterval;
        if (restarts != intervals - 1)
            Note($"{restarts} restart markers where {intervals - 1} belong");

        // A block takes a code for its mean and one for its end, each of at least a bit.
        if (coding != JpegCoding.Progressive && 8L * bytes < 2 * blocks)
            Note("a scan is too short for its blocks");
    }

    private void ReadExif(ReadOnlySpan<byte> content)
    {
        bool isExif = content.StartsWith(ExifOrientation.Signature);
        int? orientation = isExif ? ExifOrientation.Read(content) : 1;
        if (orientation is null)
            Note("its EXIF data are damaged or unusual");
        if (isExif && (otherApplicationData || exifOrientation is not null) && orientation != (exifOrientation ?? 1))
            Note("its orientation depends on who reads it");
        otherApplicationData = true;
        if (isExif)
            exifOrientation ??= orientation;
    }

    /// <summary>Whether every decoder takes three components for Y, Cb and Cr.</summary>
    private bool IsLumaChroma() => adobeTransform is { } transform
        ? transform == 1
        : isJfif || (components[0].Id == 1 && components[1].Id == 2 && components[2].Id == 3);
}
