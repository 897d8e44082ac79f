using RetinaPS.Cuda;
using RetinaPS.Cuda.NvJpeg;
using RetinaPS.Files;

namespace RetinaPS.Engines.Cuda;

/// <summary>
/// Decodes one file a call, some at a time: from version 13 on nvJPEG gives each to an engine of its own, and what engines do not take to its
/// kernels, with the processor reading Huffman codes.
/// </summary>
/// <remarks>
/// nvJPEG makes its decoder anew, behind a lock of the driver's, whenever a state gets a file of another size than its last: in a mixed lot that
/// costs more than the decoding. So each size has states of its own, up to a limit.
/// </remarks>
internal sealed class JpegSlots : IJpegEngines
{
    /// <summary>So many slots for each place may wait for files of their size; each has some memory on the device, beside the budget.</summary>
    private const int SlotsOfPlace = 4;

    /// <summary>While an engine works on one file, the next is handed over; and engines are not dealt out evenly.</summary>
    private const int PlacesOfEngine = 2;

    /// <summary>So many files at a time where kernels decode; and at least so many where engines do, of which some cards count several as one.</summary>
    private const int FewestPlaces = 8;

    /// <summary>When making a state has failed, for want of memory as a rule, the next is tried after so many milliseconds.</summary>
    private const long PauseAfterFailure = 1000;

    private readonly NvJpegHandle library;

    // The one given back last is at the end.
    private readonly List<Slot> free = [];
    private readonly SemaphoreSlim unused = new(1);
    private readonly int mostPlaces;
    private readonly int mostSlots;
    private int places = 1;
    private int slots = 1;
    private int waiting;
    private bool isGrowing;
    private long growsAgain;

    /// <summary>Makes the first slot, which in a process takes nvJPEG 0.3 s.</summary>
    /// <param name="library">nvJPEG, which gives what it can to the engines and the rest to its kernels.</param>
    /// <param name="ofEngines">Whether the files to come are such as engines take.</param>
    /// <exception cref="NvJpegException">nvJPEG cannot be used.</exception>
    /// <exception cref="CudaException">The device failed or has no memory left.</exception>
    public JpegSlots(NvJpegHandle library, bool ofEngines)
    {
        this.library = library;
        free.Add(new Slot(library));

        // After the first state: nvJPEG has opened the engines then, which takes it a quarter of a second when it is asked before.
        EngineCount = ofEngines ? library.CountHardwareEngines() : 0;
        mostPlaces = Math.Max(FewestPlaces, PlacesOfEngine * EngineCount);
        mostSlots = SlotsOfPlace * mostPlaces;
    }

    public int EngineCount { get; }

    public bool IsBehind => EngineCount > 0 && Volatile.Read(ref waiting) >= Volatile.Read(ref places);

    public bool IsReady
    {
        get
        {
            lock (free)
                return !isGrowing;
        }
    }

    public CudaBuffer? TryDecode(EncodedImage file, Func<JpegPlanes, CudaBuffer> toPixels)
    {
        WaitForPlace();
        try
        {
            return TryDecode(Take(file), file, toPixels);
        }
        catch (NvJpegException)
        {
            return null;
        }
        finally
        {
            unused.Release();
        }
    }

    private void WaitForPlace()
    {
        if (unused.Wait(0))
            return;
        Interlocked.Increment(ref waiting);
        Grow();
        unused.Wait();
        Interlocked.Decrement(ref waiting);
    }

    /// <summary>
    /// Sees to it that there are places for those who wait. The driver makes one state at a time, so one thread alone waits for that; were each to
    /// make its own, all places would be taken by threads that wait for theirs.
    /// </summary>
    private void Grow()
    {
        lock (free)
        {
            if (isGrowing || places == mostPlaces || Environment.TickCount64 < growsAgain)
                return;
            isGrowing = true;
        }

        BackgroundWork.OfProcess.Run(AddPlaces);
    }

    private void AddPlaces()
    {
        bool more = true;
        while (more)
        {
            bool added = false;
            try
            {
                AddSlot();
                added = true;
            }
            catch (Exception e) when (e is NvJpegException or CudaException or ObjectDisposedException)
            {
                // The places that there are have to do. A device that failed says so at its next operation.
            }
            finally
            {
                lock (free)
                {
                    if (added)
                        places++;
                    else
                        growsAgain = Environment.TickCount64 + PauseAfterFailure;
                    isGrowing = more = added && places < mostPlaces && Volatile.Read(ref waiting) > 0 && !BackgroundWork.OfProcess.IsEnding;
                }
            }

            if (added)
                unused.Release();
        }
    }

    /// <summary>Makes a slot for one more place, unless there are so many for other sizes that one of these will do.</summary>
    private void AddSlot()
    {
        lock (free)
        {
            if (slots >= mostSlots)
                return;
            slots++;
        }

        Slot? slot = null;
        try
        {
            slot = new Slot(library);
        }
        finally
        {
            lock (free)
            {
                if (slot is null)
                    slots--;
                else
                    free.Add(slot);
            }
        }
    }

    private CudaBuffer? TryDecode(Slot slot, EncodedImage file, Func<JpegPlanes, CudaBuffer> toPixels)
    {
        CudaBuffer? image = null;
        try
        {
            // The planes live and die on the slot's stream, so that none of the slot's work waits for another stream's.
            using var scope = library.Device.Use(slot.Stream);
            using var planes = new JpegPlaneMemory(library.Device, file);
            if (library.Agrees(planes.File))
                slot.State.Decode(planes.File, slot.Stream, () => image = toPixels(planes.Planes));
        }
        catch
        {
            image?.Dispose();
            Discard(slot);
            throw;
        }

        GiveBack(slot);
        return image;
    }

    /// <summary>A slot that decoded this size before; or one that never decoded; or a new one; or, at the limit, the one that has waited longest.</summary>
    private Slot Take(EncodedImage file)
    {
        var size = new SampledSize(file.Width, file.Height, file.Jpeg!.Sampling);
        Slot? slot = null;
        lock (free)
        {
            int index = free.FindLastIndex(known => known.LastSize == size);
            if (index < 0)
                index = free.FindIndex(known => known.LastSize is null);
            if (index < 0 && slots >= mostSlots)
                index = 0;
            if (index < 0)
            {
                slots++;
            }
            else
            {
                slot = free[index];
                free.RemoveAt(index);
            }
        }

        try
        {
            slot ??= new Slot(library);
        }
        catch
        {
            lock (free)
                slots--;
            throw;
        }

        slot.LastSize = size;
        return slot;
    }

    private void GiveBack(Slot slot)
    {
        lock (free)
            free.Add(slot);
    }

    /// <summary>A state in which a file went wrong is not used again.</summary>
    private void Discard(Slot slot)
    {
        slot.Dispose();
        lock (free)
            slots--;
    }

    private readonly record struct SampledSize(int Width, int Height, JpegSampling Sampling);

    /// <summary>What one file's decoding needs to itself.</summary>
    private sealed class Slot(NvJpegHandle library) : IDisposable
    {
        public NvJpegState State { get; } = new(library);

        public CudaStream Stream { get; } = library.Device.Streams.Rent();

        public SampledSize? LastSize { get; set; }

        public void Dispose()
        {
            State.Dispose();
            Stream.Device.Streams.Return(Stream);
        }
    }
}
