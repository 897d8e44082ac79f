using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>
/// A bank's weights in the order in which <c>filter_maximum</c> multiplies them (kernels/filters.cu says why): steps of eight words of four
/// pixels, for four kernels in four shifts and three digits. Words on which a group of kernels has no weight are left out.
/// </summary>
internal sealed class FilterWeights
{
    public const int GroupKernels = 4;
    private const int Digits = 3;
    private const int Shifts = 4;
    private const int StepWords = 8;
    private const int StepTiles = 3;
    private const int Lanes = 32;
    private readonly FilterBank bank;
    private readonly FilterCanvas canvas;
    private readonly List<uint> weights = [];
    private readonly List<int> offsets = [];
    private readonly List<int> spans = [];

    public FilterWeights(FilterBank bank)
    {
        this.bank = bank;
        var tight = FilterCanvas.For(bank);
        int pad = (4 - (tight.AnchorX % 4)) % 4;
        canvas = tight with { AnchorX = tight.AnchorX + pad, Columns = tight.Columns + pad };
        int words = (canvas.Columns + Shifts - 1 + 3) / 4;
        Steps = FilterSteps.For(canvas, words, bank.Kernels.Count, bank.FixedPoint.Unit);
        for (int group = 0; group < Steps.Groups; group++)
        {
            // An incomplete group is filled up with its last kernel, which never is larger than itself.
            var members = Enumerable.Range(group * GroupKernels, GroupKernels).Select(kernel => Place(Math.Min(kernel, bank.Kernels.Count - 1))).ToArray();
            for (int band = 0; band < Steps.Bands; band++)
                AddBand(members, band * Steps.BandRows, Math.Min(Steps.BandRows, canvas.Rows - (band * Steps.BandRows)), words);
        }
    }

    public FilterSteps Steps { get; }

    /// <summary>[step][tile of 16 rows][lane][word].</summary>
    public uint[] Weights => [.. weights];

    /// <summary>[step][lane % 4][words 0..3, words 4..7]: where in the tile.</summary>
    public int[] Offsets => [.. offsets];

    /// <summary>[group][band][first step, and the one after the last].</summary>
    public int[] Spans => [.. spans];

    /// <summary>A kernel's taps on the canvas.</summary>
    private int[,] Place(int number)
    {
        var kernel = bank.Kernels[number];
        int[] taps = bank.FixedPoint.Taps[number];
        var placed = new int[canvas.Rows, canvas.Columns];
        for (int row = 0; row < kernel.Height; row++)
        {
            for (int column = 0; column < kernel.Width; column++)
                placed[canvas.TopOf(kernel) + row, canvas.LeftOf(kernel) + column] = taps[(row * kernel.Width) + column];
        }

        return placed;
    }

    private void AddBand(int[][,] members, int firstRow, int rows, int words)
    {
        var used = new List<(int Row, int Word)>();
        for (int row = 0; row < rows; row++)
        {
            for (int word = 0; word < words; word++)
            {
                if (members.Any(kernel => IsUsed(kernel, firstRow + row, word)))
                    used.Add((row, word));
            }
        }

        spans.Add(StepCount);
        foreach (var step in used.Chunk(StepWords))
            AddStep(members, firstRow, step);
        spans.Add(StepCount);
    }

    private int StepCount => offsets.Count / StepWords;

    private bool IsUsed(int[,] kernel, int row, int word)
    {
        for (int column = Math.Max((4 * word) - Shifts + 1, 0); column < Math.Min((4 * word) + 4, canvas.Columns); column++)
        {
            if (kernel[row, column] != 0)
                return true;
        }

        return false;
    }

    private void AddStep(int[][,] members, int firstRow, (int Row, int Word)[] step)
    {
        for (int i = 0; i < StepWords; i++)
        {
            int at = (i / 2) + (i % 2 * 4);
            offsets.Add(at < step.Length ? (step[at].Row * Steps.Pitch) + step[at].Word : 0);
        }

        for (int tile = 0; tile < StepTiles; tile++)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                for (int part = 0; part < 4; part++)
                {
                    int at = (lane % 4) + (part / 2 * 4);
                    weights.Add(at < step.Length ? WordOf(members, (2 * tile) + (part % 2), lane / 4, firstRow + step[at].Row, step[at].Word) : 0);
                }
            }
        }
    }

    /// <summary>Four bytes of a row of the matrix: row <paramref name="row8"/> of eight is a kernel of the pair and a shift.</summary>
    private uint WordOf(int[][,] members, int eight, int row8, int row, int word)
    {
        var kernel = members[(eight / Digits * 2) + (row8 / Shifts)];
        uint bytes = 0;
        for (int i = 0; i < 4; i++)
        {
            int column = (4 * word) + i - (row8 % Shifts);
            if (column >= 0 && column < canvas.Columns)
                bytes |= (uint)(byte)DigitOf(kernel[row, column], eight % Digits) << (8 * i);
        }

        return bytes;
    }

    /// <summary>Tap = digit 0 + 256 digit 1 + 65536 digit 2, each from -128 to 127.</summary>
    private static sbyte DigitOf(int tap, int digit)
    {
        sbyte lowest = unchecked((sbyte)tap);
        return digit == 0 ? lowest : DigitOf((tap - lowest) / 256, digit - 1);
    }
}
