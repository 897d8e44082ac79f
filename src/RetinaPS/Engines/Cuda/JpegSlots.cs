using System.Collections.Concurrent;
using RetinaPS.Cuda.NvJpeg;

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
    private readonly ConcurrentBag<NvJpegState> free = [];
    private readonly SemaphoreSlim unused = new(places);
    private int waiting;

    public NvJpegHandle Library => library;

    public int EngineCount => engineCount;

    public bool IsBehind => Volatile.Read(ref waiting) >= places;

    public bool TryDecode(NvJpegFile file)
    {
        Interlocked.Increment(ref waiting);
        unused.Wait();
        Interlocked.Decrement(ref waiting);
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
            unused.Release();
        }
    }
}
