namespace RetinaPS.Engines;

/// <summary>What computes: the processor, or one GPU. A device belongs to the process; all runspaces share it.</summary>
public sealed class RetinaDevice
{
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

    /// <summary>The name by which <c>-Device</c> takes it, such as <c>Cpu</c>.</summary>
    public string Id { get; }

    /// <summary>The processor's or the card's own name.</summary>
    public string Name { get; }

    /// <summary><c>Ready</c>, or why the device cannot be used.</summary>
    public string Status { get; }

    /// <summary>How many images were copied to the device since the process started. The processor's own decoding copies none.</summary>
    public long Uploads => Interlocked.Read(ref uploads);

    /// <summary>How many images were copied from the device since the process started.</summary>
    public long Downloads => Interlocked.Read(ref downloads);

    /// <summary>Bytes of all uploads.</summary>
    public long UploadedBytes => Interlocked.Read(ref uploadedBytes);

    /// <summary>Bytes of all downloads.</summary>
    public long DownloadedBytes => Interlocked.Read(ref downloadedBytes);

    /// <summary>What the engine says of itself: library and version, threads, instruction sets.</summary>
    public string Description => engine.Value.Description;

    internal IRetinaEngine Engine => engine.Value;

    internal void CountUpload(long bytes)
    {
        Interlocked.Increment(ref uploads);
        Interlocked.Add(ref uploadedBytes, bytes);
    }

    internal void CountDownload(long bytes)
    {
        Interlocked.Increment(ref downloads);
        Interlocked.Add(ref downloadedBytes, bytes);
    }

    /// <summary>The device's id.</summary>
    public override string ToString() => Id;
}
