using RetinaPS.Cuda;

namespace RetinaPS.Engines.Cuda;

/// <summary>How the kernels that sum whole blocks of pixels (<c>block_sums.cuh</c>) share an image out.</summary>
internal readonly record struct BlockSumShape
{
    // The bytes of a row that a thread block has room for, and the rows whose sums 16 bits hold.
    private const int Span = 4096;
    private const int MostRows = 256;

    public BlockSumShape(int factorX, int factorY, int channels)
    {
        long bytes = 16L * factorX * channels;
        Fits = bytes <= Span && factorY <= MostRows;
        Outputs = Fits ? 16 * (int)(Span / bytes) : 0;
    }

    public static Dim3 Threads => 256;

    /// <summary>Whether blocks of that size fit.</summary>
    public bool Fits { get; }

    /// <summary>How many pixels of the small image a thread block makes.</summary>
    public int Outputs { get; }

    public Dim3 GridFor(CudaBuffer small) => (Dim3.DivideUp(small.Width, Outputs), small.Height);
}
