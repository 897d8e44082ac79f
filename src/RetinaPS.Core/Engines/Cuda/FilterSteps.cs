using System.Runtime.InteropServices;

namespace RetinaPS.Engines.Cuda;

/// <summary>How a bank is laid out for the kernel <c>filter_maximum</c>, as it takes it: the layout is its own.</summary>
/// <param name="Groups">Kernels, four by four.</param>
/// <param name="Bands">Bands of the canvas' rows, of which a tile with its surroundings fits into shared memory.</param>
/// <param name="BandRows">Rows of a band; the last may have fewer.</param>
/// <param name="Rows">Rows of the canvas.</param>
/// <param name="Pitch">Words of a tile's row.</param>
/// <param name="AnchorX">Column of the canvas that comes to lie on the pixel, a multiple of 4.</param>
/// <param name="AnchorY">Row that comes to lie on the pixel.</param>
/// <param name="Unit">What 1 stands for.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FilterSteps(int Groups, int Bands, int BandRows, int Rows, int Pitch, int AnchorX, int AnchorY, float Unit)
{
    /// <summary>A block's pixels.</summary>
    public const int BlockColumns = 128;

    public const int BlockRows = 8;

    private const int SharedBytes = 48 * 1024;

    /// <summary>Bytes of shared memory for the tile.</summary>
    public int TileBytes => (BandRows + BlockRows - 1) * Pitch * sizeof(int);

    /// <param name="canvas">Where the bank's kernels lie, with an anchor that is a multiple of 4.</param>
    /// <param name="words">Words of four pixels that a row of the canvas touches, wherever in a word the pixel is.</param>
    /// <param name="kernels">How many kernels there are.</param>
    /// <param name="unit">What 1 stands for.</param>
    public static FilterSteps For(FilterCanvas canvas, int words, int kernels, float unit)
    {
        // Rows that start sixteen banks of memory apart: the four words that lanes load at a time are often the end of one and the start of the next.
        int pitch = (BlockColumns / 4) + words - 1;
        pitch += (16 - (pitch % 32) + 32) % 32;
        int bandRows = Math.Min(canvas.Rows, (SharedBytes / sizeof(int) / pitch) - BlockRows + 1);
        if (bandRows < 1)
            throw new ArgumentOutOfRangeException(nameof(canvas), canvas.Columns, "A row of the kernels is too long for the device's shared memory.");
        return new FilterSteps(
            (kernels + FilterWeights.GroupKernels - 1) / FilterWeights.GroupKernels, (canvas.Rows + bandRows - 1) / bandRows, bandRows, canvas.Rows,
            pitch, canvas.AnchorX, canvas.AnchorY, unit);
    }
}
