using RetinaPS.Cuda;
using RetinaPS.Cuda.NvJpeg;

namespace RetinaPS.Engines.Cuda;

/// <summary>A card's JPEG engines, which many threads share.</summary>
internal interface IJpegEngines
{
    NvJpegHandle Library { get; }

    /// <summary>How many files are decoded at a time.</summary>
    int EngineCount { get; }

    /// <summary>Whether a file that came now would have to wait for as many others as the engines can hold.</summary>
    bool IsBehind { get; }

    /// <summary>Decodes a file and waits until it is done.</summary>
    /// <returns>False where nvJPEG does not take the file.</returns>
    /// <exception cref="CudaException">The device failed.</exception>
    bool TryDecode(NvJpegFile file);
}
