namespace RetinaPS.Cuda.NvJpeg;

/// <summary>What nvJPEG decodes with (nvjpegBackend_t).</summary>
internal enum NvJpegBackend
{
    /// <summary>Huffman codes on the processor, the rest by kernels; progressive files too.</summary>
    Hybrid = 1,

    /// <summary>Huffman codes by kernels as well.</summary>
    GpuHybrid = 2,

    /// <summary>The card's JPEG engines: baseline files of one scan, many at a time.</summary>
    Hardware = 3,
}
