namespace RetinaPS.Files;

/// <summary>A JPEG's scan header (T.81, B.2.3).</summary>
/// <param name="Selections">Each component's index in the frame, and its Huffman tables.</param>
/// <param name="First">The first coefficient.</param>
/// <param name="Last">The last coefficient.</param>
/// <param name="High">Bits that earlier scans left out.</param>
/// <param name="Low">Bits that this scan leaves out.</param>
internal readonly record struct JpegScan((int Component, int Direct, int Alternating)[] Selections, int First, int Last, int High, int Low)
{
    private const int LastCoefficient = 63;
    private const int MostBits = 13;

    /// <summary>The frame's components in this scan, one bit each.</summary>
    public int Components => Selections.Aggregate(0, (bits, selection) => bits | (1 << selection.Component));

    public bool IsProgressive =>
        (First == 0 ? Last == 0 : Last >= First && Last <= LastCoefficient && Selections.Length == 1)
        && Low <= MostBits && (High == 0 || High == Low + 1);

    public bool IsSequentialOf(JpegComponent[] components) =>
        Selections.Length == components.Length && First == 0 && Last == LastCoefficient && High == 0 && Low == 0;

    /// <summary>Reads a scan header; false where it is damaged or names components out of the frame's order.</summary>
    public static bool TryRead(ReadOnlySpan<byte> content, JpegComponent[] components, out JpegScan scan)
    {
        scan = default;
        if (content.Length < 1 || content[0] is 0 or > 4 || content.Length != 4 + (2 * content[0]))
            return false;
        var selections = new (int, int, int)[content[0]];
        for (int i = 0, before = -1; i < selections.Length; i++)
        {
            byte id = content[1 + (2 * i)], chosen = content[2 + (2 * i)];
            int component = Array.FindIndex(components, candidate => candidate.Id == id);
            if (component <= before)
                return false;
            before = component;
            selections[i] = (component, chosen >> 4, chosen & 15);
        }

        var end = content[^3..];
        scan = new JpegScan(selections, end[0], end[1], end[2] >> 4, end[2] & 15);
        return true;
    }

    /// <summary>How many units the scan has, between which restart markers may stand, and how many blocks of 8 x 8.</summary>
    public (long Units, long Blocks) Count(JpegComponent[] components, int width, int height)
    {
        int across = components.Max(component => component.Horizontal), down = components.Max(component => component.Vertical);
        if (Selections.Length == 1)
        {
            var only = components[Selections[0].Component];
            long blocks = DivideUp(DivideUp((long)width * only.Horizontal, across), 8) * DivideUp(DivideUp((long)height * only.Vertical, down), 8);
            return (blocks, blocks);
        }

        long units = DivideUp(width, 8L * across) * DivideUp(height, 8L * down);
        return (units, units * Selections.Sum(selection => components[selection.Component].Horizontal * components[selection.Component].Vertical));
    }

    private static long DivideUp(long a, long b) => (a + b - 1) / b;
}
