namespace RetinaPS.Cuda.NvJpeg;

/// <summary>What nvJPEG makes of a file (nvjpegOutputFormat_t).</summary>
internal enum NvJpegOutputFormat
{
    /// <summary>The planes Y, Cb and Cr, each of its own size; Y alone of a grey file.</summary>
    Planes = 1,
}
