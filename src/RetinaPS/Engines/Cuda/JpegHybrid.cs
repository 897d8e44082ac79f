using System.Collections.Concurrent;
using RetinaPS.Cuda;
using RetinaPS.Cuda.NvJpeg;

namespace RetinaPS.Engines.Cuda;

/// <summary>Decodes one file a thread by nvJPEG's kernels, with the processor reading Huffman codes: what the JPEG engines do not take.</summary>
internal sealed class JpegHybrid(NvJpegHandle library)
{
    /// <summary>So many files at a time, since each has coefficients of its own on the device, beside the budget.</summary>
    private const int MostFiles = 8;
    private readonly ConcurrentBag<NvJpegState> free = [];
    private readonly SemaphoreSlim places = new(MostFiles);

    public NvJpegHandle Library => library;

    /// <summary>Decodes a file and waits until it is done.</summary>
    /// <returns>False where nvJPEG does not take the file.</returns>
    /// <exception cref="CudaException">The device failed.</exception>
    public bool TryDecode(NvJpegFile file)
    {
        places.Wait();
        try
        {
            var state = free.TryTake(out var known) ? known : new NvJpegState(library);
            try
            {
                state.Decode(file, library.Device.CurrentStream);
            }
            catch
            {
                state.Dispose();
                throw;
            }

            free.Add(state);
            return true;
        }
        catch (NvJpegException)
        {
            return false;
        }
        finally
        {
            places.Release();
        }
    }
}
