using RetinaPS.Cuda;

namespace RetinaPS.Imaging;

/// <summary>What computes: the processor, or one GPU. A device belongs to the process; all runspaces share it.</summary>
public sealed class RetinaDevice
{
    private const long MemoryOfOnePhotograph = 512L * 1024 * 1024;

    private readonly Lazy<IRetinaEngine> engine;
    private long uploads;
    private long downloads;
    private long uploadedBytes;
    private long downloadedBytes;

    internal RetinaDevice(string id, string name, string status, Func<RetinaDevice, IRetinaEngine> createEngine)
    {
        (Id, Name, Status) = (id, name, status);
        engine = new(() => createEngine(this));
    }

    /// <summary>Its name, such as <c>Cpu</c> or <c>Cuda:0</c>.</summary>
    public string Id { get; }

    /// <summary>The processor's or the card's own name.</summary>
    public string Name { get; }

    /// <summary><c>Ready</c>, or why the device cannot be used.</summary>
    public string Status { get; }

    /// <summary>Processor or GPU.</summary>
    public RetinaDeviceKind Kind { get; internal init; }

    /// <summary>Bytes of memory that the device has, for the processor those of the computer or the container; 0 where unknown.</summary>
    public long TotalMemory { get; internal init; }

    /// <summary>Bytes of that memory that are free now, whoever uses the rest; 0 where unknown.</summary>
    public long FreeMemory => ReadFreeMemory?.Invoke() ?? 0;

    /// <summary>The GPU's compute capability; null for the processor.</summary>
    public Version? ComputeCapability { get; internal init; }

    /// <summary>The newest CUDA version that the GPU's driver supports; null for the processor.</summary>
    public string? DriverVersion { get; internal init; }

    /// <summary>The nvJPEG library that was found for the GPU; null where there is none, and for the processor.</summary>
    public string? NvJpeg { get; internal init; }

    /// <summary>Whether it can be used.</summary>
    public bool IsReady => Status == "Ready";

    /// <summary>Bytes that RetinaPS may use of the GPU's memory, four fifths of what was free unless it is set; 0 for the processor, which has no budget.</summary>
    /// <exception cref="InvalidOperationException">It is set for the processor.</exception>
    public long MemoryBudget
    {
        get => Memory?.Budget ?? 0;
        set => (Memory ?? throw new InvalidOperationException("The processor has no memory budget.")).Budget = value;
    }

    /// <summary>Bytes that RetinaPS holds now: of a GPU's memory all, of the computer's memory those of images.</summary>
    public long MemoryInUse => Memory?.BytesInUse ?? HostMemory?.BytesInUse ?? 0;

    /// <summary>The most bytes that RetinaPS ever held, counted as <see cref="MemoryInUse"/>.</summary>
    public long PeakMemoryInUse => Memory?.PeakBytesInUse ?? HostMemory?.PeakBytesInUse ?? 0;

    /// <summary>How many images were copied to the device since the process started. The processor's own decoding copies none.</summary>
    public long Uploads => Interlocked.Read(ref uploads);

    /// <summary>How many images were copied from the device since the process started.</summary>
    public long Downloads => Interlocked.Read(ref downloads);

    /// <summary>Bytes of everything that was copied to the device: images, and the small tables and masks of operations.</summary>
    public long UploadedBytes => Interlocked.Read(ref uploadedBytes);

    /// <summary>Bytes of everything that was copied from the device: images, and the small counts and working images of operations.</summary>
    public long DownloadedBytes => Interlocked.Read(ref downloadedBytes);

    /// <summary>What the engine says of itself: library and version, threads, instruction sets.</summary>
    public string Description => IsReady ? engine.Value.Description : Status;

    internal bool IsTestDevice { get; init; }

    /// <summary>
    /// How many photographs it works on at once where nobody says. On a GPU some are at its decoder or wait for it, more than one for each processor
    /// is in the chain, and processors with nothing else to do decode some; each holds a few buffers of a photograph's size.
    /// </summary>
    /// <param name="processors">How many processors there are.</param>
    /// <param name="gpus">So many GPUs share them.</param>
    internal int DefaultThrottleLimit(int processors, int gpus) => Kind == RetinaDeviceKind.Cpu
        ? processors
        : (int)Math.Clamp(MemoryBudget / MemoryOfOnePhotograph, 4, 16 + (3 * processors / gpus));

    internal DeviceMemoryPool? Memory { get; init; }

    internal HostMemory? HostMemory { get; init; }

    internal Func<long>? ReadFreeMemory { get; init; }

    internal IRetinaEngine Engine => engine.Value;

    internal void CountUpload() => Interlocked.Increment(ref uploads);

    internal void CountDownload() => Interlocked.Increment(ref downloads);

    internal void CountBytes(bool toDevice, long bytes) => Interlocked.Add(ref toDevice ? ref uploadedBytes : ref downloadedBytes, bytes);

    /// <summary>The device's id.</summary>
    public override string ToString() => Id;
}
