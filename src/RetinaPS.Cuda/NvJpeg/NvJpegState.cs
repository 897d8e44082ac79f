using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace RetinaPS.Cuda.NvJpeg;

/// <summary>What nvJPEG keeps while it decodes; one thread at a time uses it.</summary>
internal sealed unsafe class NvJpegState : SafeHandleZeroOrMinusOneIsInvalid
{
    // The engines' backend has no use for threads of its own; the hybrid one decodes one file a call.
    private const int ThreadsOfLibrary = 1;
    private readonly NvJpegHandle owner;
    private readonly List<MemoryHandle> pins = [];
    private int batchSize;

    public NvJpegState(NvJpegHandle owner)
        : base(ownsHandle: true)
    {
        this.owner = owner;
        bool added = false;
        owner.DangerousAddRef(ref added);
        nint created = 0;
        try
        {
            using var context = owner.Device.Enter();
            NvJpegLibrary.Check(Functions.nvjpegJpegStateCreate(owner.DangerousGetHandle(), &created));
        }
        catch
        {
            owner.DangerousRelease();
            throw;
        }

        SetHandle(created);
    }

    private NvJpegFunctions Functions => owner.Functions;

    /// <summary>Decodes one file after what is queued on the stream, queues what shall be done with its planes, and waits until all is done.</summary>
    /// <exception cref="NvJpegException">nvJPEG does not take the file; then nothing is done with its planes.</exception>
    /// <exception cref="CudaException">The device failed.</exception>
    public void Decode(NvJpegFile file, CudaStream stream, Action andThen)
    {
        using var context = stream.Device.Enter();
        using var held = new HeldHandle(this);
        using var bytes = file.Bytes.Pin();
        NvJpegStatus status;
        using (var use = file.Memory.Use(stream, MemoryAccess.Write))
        {
            var image = file.ToImage();
            status = Functions.nvjpegDecode(
                owner.DangerousGetHandle(), held.Value, (byte*)bytes.Pointer, (nuint)file.Bytes.Length, NvJpegOutputFormat.Planes, &image, stream.Handle);
        }

        try
        {
            NvJpegLibrary.Check(status, nameof(Functions.nvjpegDecode));
            andThen();
        }
        finally
        {
            // Also after an error: part of the work may be under way, and the file's bytes are about to be let go.
            stream.Synchronize();
        }
    }

    /// <summary>Decodes several files at once after what is queued on the stream, and waits until all are done.</summary>
    /// <exception cref="NvJpegException">nvJPEG does not take one of the files; what became of the others nobody knows.</exception>
    /// <exception cref="CudaException">The device failed.</exception>
    public void DecodeBatch(IReadOnlyList<NvJpegFile> files, CudaStream stream)
    {
        using var context = stream.Device.Enter();
        using var held = new HeldHandle(this);
        int begun = 0;
        try
        {
            for (; begun < files.Count; begun++)
                Begin(files[begun], stream);
            Queue(files, held.Value, stream);
        }
        catch (NvJpegException)
        {
            // A failed batch leaves the state as it was in the middle of it; setting it up anew is nvJPEG's way out.
            batchSize = 0;
            throw;
        }
        finally
        {
            pins.ForEach(pin => pin.Dispose());
            pins.Clear();
            for (int i = 0; i < begun; i++)
                files[i].Memory.DangerousRelease();
        }
    }

    protected override bool ReleaseHandle()
    {
        using (var context = owner.Device.EnterToRelease(out bool entered))
        {
            if (entered)
                Functions.nvjpegJpegStateDestroy(handle);
        }

        owner.DangerousRelease();
        return true;
    }

    private void Queue(IReadOnlyList<NvJpegFile> files, nint state, CudaStream stream)
    {
        nint library = owner.DangerousGetHandle();
        if (batchSize != files.Count)
        {
            batchSize = 0;
            NvJpegLibrary.Check(Functions.nvjpegDecodeBatchedInitialize(library, state, files.Count, ThreadsOfLibrary, NvJpegOutputFormat.Planes));
            batchSize = files.Count;
        }

        var data = stackalloc byte*[files.Count];
        var lengths = stackalloc nuint[files.Count];
        var images = stackalloc NvJpegImage[files.Count];
        for (int i = 0; i < files.Count; i++)
        {
            data[i] = (byte*)pins[i].Pointer;
            lengths[i] = (nuint)files[i].Bytes.Length;
            images[i] = files[i].ToImage();
        }

        var status = Functions.nvjpegDecodeBatched(library, state, data, lengths, images, stream.Handle);

        // Recorded before the wait, so that it covers them: nobody who uses the planes next waits for this stream's next batch.
        foreach (var file in files)
            file.Memory.Uses.Record(stream, MemoryAccess.Write);

        // Also after an error: part of the batch may be under way, and the files' bytes are about to be let go.
        stream.Synchronize();
        NvJpegLibrary.Check(status, nameof(Functions.nvjpegDecodeBatched));
    }

    private void Begin(NvJpegFile file, CudaStream stream)
    {
        bool added = false;
        file.Memory.DangerousAddRef(ref added);
        try
        {
            file.Memory.Uses.Order(stream, MemoryAccess.Write);
            pins.Add(file.Bytes.Pin());
        }
        catch
        {
            file.Memory.DangerousRelease();
            throw;
        }
    }
}
