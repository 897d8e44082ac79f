namespace RetinaPS.Files;
/// <summary>Which quantization and Huffman tables a JPEG has defined so far, and whether they can be what they claim (T.81, B.2.4, annex C).</summary>
internal sealed class JpegTables
{
    private const int LargestDcCategory = 11;
    private const int LargestAcCategory = 10;
    private const int ZeroRun = 0xF0;
    private const int LongestCode = 16;
    private int quantization;
    private int direct;
    private int alternating;

    public bool HasQuantization(int table) => table < 4 && (quantization >> table & 1) != 0;

    public bool HasDirect(int table) => table < 4 && (direct >> table & 1) != 0;

    public bool HasAlternating(int table) => table < 4 && (alternating >> table & 1) != 0;

    /// <summary>Takes a DQT segment; false where it is damaged or has 16-bit values.</summary>
    public bool TryDefineQuantization(ReadOnlySpan<byte> segment)
    {
        const int tableBytes = 64;
        while (!segment.IsEmpty)
        {
            if (segment[0] > 3 || segment.Length < 1 + tableBytes || segment.Slice(1, tableBytes).Contains((byte)0))
                return false;
            quantization |= 1 << segment[0];
            segment = segment[(1 + tableBytes)..];
        }

        return true;
    }

    /// <summary>Takes a DHT segment; false where it is damaged.</summary>
    /// <param name="segment">Its content.</param>
    /// <param name="runs">Whether codes for runs of empty blocks may occur, which progressive files have.</param>
    public bool TryDefineHuffman(ReadOnlySpan<byte> segment, bool runs)
    {
        while (!segment.IsEmpty)
        {
            if (segment.Length < 1 + LongestCode || (segment[0] & 0xEC) != 0)
                return false;
            bool isAlternating = segment[0] >= 0x10;
            var counts = segment.Slice(1, LongestCode);
            int symbols = 0;
            foreach (byte count in counts)
                symbols += count;
            if (symbols is 0 or > 256 || segment.Length < 1 + LongestCode + symbols || !IsPrefixCode(counts))
                return false;
            foreach (byte symbol in segment.Slice(1 + LongestCode, symbols))
            {
                if (!(isAlternating ? IsAlternatingSymbol(symbol, runs) : symbol <= LargestDcCategory))
                    return false;
            }

            int table = 1 << (segment[0] & 3);
            if (isAlternating)
                alternating |= table;
            else
                direct |= table;
            segment = segment[(1 + LongestCode + symbols)..];
        }

        return true;
    }

    private static bool IsAlternatingSymbol(byte symbol, bool runs) =>
        (symbol & 15) == 0 ? symbol is 0 or ZeroRun || runs : (symbol & 15) <= LargestAcCategory;

    /// <summary>Whether so many codes of each length exist, with the code of ones alone left free.</summary>
    private static bool IsPrefixCode(ReadOnlySpan<byte> counts)
    {
        int code = 0;
        for (int length = 1; length <= LongestCode; length++)
        {
            code += counts[length - 1];
            if (counts[length - 1] > 0 && code >= 1 << length)
                return false;
            code <<= 1;
        }

        return true;
    }
}
