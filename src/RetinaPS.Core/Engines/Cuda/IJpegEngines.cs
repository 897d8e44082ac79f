using RetinaPS.Cuda;
using RetinaPS.Files;

namespace RetinaPS.Engines.Cuda;

/// <summary>A card's JPEG engines, which many threads share.</summary>
internal interface IJpegEngines
{
    /// <summary>How many engines decode; 0 where kernels do.</summary>
    int EngineCount { get; }

    /// <summary>Whether a file that came now would have to wait for as many others as the engines can hold.</summary>
    bool IsBehind { get; }

    /// <summary>Whether no more places for files are being set up.</summary>
    bool IsReady { get; }

    /// <summary>Decodes a file, makes an image of its planes, and waits until it is there.</summary>
    /// <param name="file">A regular file.</param>
    /// <param name="toPixels">Queues the image's making on the thread's current stream.</param>
    /// <returns>Null where nvJPEG does not take the file.</returns>
    /// <exception cref="CudaException">The device failed or has no memory left.</exception>
    CudaBuffer? TryDecode(EncodedImage file, Func<JpegPlanes, CudaBuffer> toPixels);
}
