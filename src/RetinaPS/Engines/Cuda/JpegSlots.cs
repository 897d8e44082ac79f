using System.Collections.Concurrent;
using RetinaPS.Cuda;
using RetinaPS.Cuda.NvJpeg;
using RetinaPS.Imaging.Files;

namespace RetinaPS.Engines.Cuda;

/// <summary>
/// Decodes one file a call, so many at a time: from version 13 on nvJPEG gives each to an engine of its own, and what engines do not take to its
/// kernels, with the processor reading Huffman codes.
/// </summary>
/// <param name="library">nvJPEG.</param>
/// <param name="places">So many files at a time; each has memory of its own on the device, beside the budget.</param>
/// <param name="engineCount">How many engines there are.</param>
internal sealed class JpegSlots(NvJpegHandle library, int places, int engineCount) : IJpegEngines
{
    private readonly ConcurrentBag<Slot> free = [];
    private readonly SemaphoreSlim unused = new(places);
    private int waiting;

    public int EngineCount => engineCount;

    public bool IsBehind => Volatile.Read(ref waiting) >= places;

    public CudaBuffer? TryDecode(EncodedImage file, Func<JpegPlanes, CudaBuffer> toPixels)
    {
        Interlocked.Increment(ref waiting);
        unused.Wait();
        Interlocked.Decrement(ref waiting);
        try
        {
            return TryDecode(free.TryTake(out var known) ? known : new Slot(new NvJpegState(library), library.Device.Streams.Rent()), file, toPixels);
        }
        finally
        {
            unused.Release();
        }
    }

    private CudaBuffer? TryDecode(Slot slot, EncodedImage file, Func<JpegPlanes, CudaBuffer> toPixels)
    {
        CudaBuffer? image = null;
        bool done = false;

        // The planes live and die on the slot's stream, so that none of the slot's work waits for another stream's.
        using var scope = library.Device.Use(slot.Stream);
        using var planes = new JpegPlaneMemory(library.Device, file);
        try
        {
            if (library.Agrees(planes.File))
                slot.State.Decode(planes.File, slot.Stream, () => image = toPixels(planes.Planes));
            done = true;
            return image;
        }
        catch (NvJpegException)
        {
            return null;
        }
        finally
        {
            if (done)
            {
                free.Add(slot);
            }
            else
            {
                image?.Release();
                slot.State.Dispose();
                slot.Stream.Device.Streams.Return(slot.Stream);
            }
        }
    }

    /// <summary>What one file's decoding needs to itself.</summary>
    private sealed record Slot(NvJpegState State, CudaStream Stream);
}
