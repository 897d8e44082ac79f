using System.Runtime.InteropServices;
using System.Text;

namespace RetinaPS.Cuda;

/// <summary>
/// One GPU. Its facts are read at once; its primary context is retained at the first use, once for the whole process, and is shared with
/// every other library that uses the GPU here. All methods may be called from several threads.
/// </summary>
internal sealed unsafe partial class CudaDevice
{
    private readonly int handle;

    internal CudaDevice(CudaDriver driver, int ordinal)
    {
        (Driver, Ordinal) = (driver, ordinal);
        fixed (int* device = &handle)
            driver.Check(Functions.cuDeviceGet(device, ordinal), ordinal);
        byte* name = stackalloc byte[256];
        driver.Check(Functions.cuDeviceGetName(name, 256, handle), ordinal);
        Name = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
        nuint bytes = 0;
        driver.Check(Functions.cuDeviceTotalMem_v2(&bytes, handle), ordinal);
        TotalMemory = (long)bytes;
        ComputeCapability = new Version(
            GetAttribute(CudaDeviceAttribute.ComputeCapabilityMajor), GetAttribute(CudaDeviceAttribute.ComputeCapabilityMinor));
        MultiProcessorCount = GetAttribute(CudaDeviceAttribute.MultiProcessorCount);
        MemoryPoolsSupported = GetAttribute(CudaDeviceAttribute.MemoryPoolsSupported) != 0;
        Streams = new StreamPool(this);
        Events = new EventPool(this);
        Memory = new DeviceMemoryPool(this);
        PinnedMemory = new PinnedMemoryPool(this);
    }

    public CudaDriver Driver { get; }

    /// <summary>The device's number, from 0.</summary>
    public int Ordinal { get; }

    /// <summary>The card's name.</summary>
    public string Name { get; }

    /// <summary>Bytes of memory on the card, used or not.</summary>
    public long TotalMemory { get; }

    public Version ComputeCapability { get; }

    public int MultiProcessorCount { get; }

    /// <summary>Whether the driver can allocate memory in stream order.</summary>
    public bool MemoryPoolsSupported { get; }

    /// <summary>
    /// Whether freed memory is kept and used again; the environment variable RETINAPS_CUDA_CACHE=0 turns it off for memory checkers, where the
    /// driver can allocate in stream order. It is looked at before the first allocation.
    /// </summary>
    public bool CachesMemory { get; set; } = Environment.GetEnvironmentVariable("RETINAPS_CUDA_CACHE") != "0";

    /// <summary>Where device memory comes from.</summary>
    public DeviceMemoryPool Memory { get; }

    /// <summary>Where page-locked host memory for transfers comes from.</summary>
    public PinnedMemoryPool PinnedMemory { get; }

    public StreamPool Streams { get; }

    /// <summary>This thread's own stream, which another thread gets when this one has ended; or what <see cref="Use"/> put in its place.</summary>
    public CudaStream CurrentStream => ThreadStreams.Get(this);

    internal EventPool Events { get; }

    internal CudaFunctions Functions => Driver.Functions;

    /// <summary>Makes the device current on this thread: <c>using var context = device.Enter();</c>.</summary>
    /// <exception cref="CudaException">The device has failed, now or before.</exception>
    public CudaContext Enter() => CudaContext.Enter(this);

    /// <summary>Makes this thread work on a stream of its choice: <c>using var scope = device.Use(stream);</c>.</summary>
    public CurrentStreamScope Use(CudaStream stream) => new(stream);

    /// <summary>Waits on this thread for all work on the device, of this process.</summary>
    public void Synchronize()
    {
        using var context = Enter();
        Check(Functions.cuCtxSynchronize());
    }

    /// <summary>Bytes of memory that are free on the card now, whoever uses the rest.</summary>
    public long ReadFreeMemory()
    {
        using var context = Enter();
        nuint free = 0, total = 0;
        Check(Functions.cuMemGetInfo_v2(&free, &total));
        return (long)free;
    }

    /// <summary>One fact about the device.</summary>
    public int GetAttribute(CudaDeviceAttribute attribute)
    {
        int value = 0;
        Driver.Check(Functions.cuDeviceGetAttribute(&value, attribute, handle), Ordinal);
        return value;
    }

    /// <summary>The device's id, such as Cuda:0.</summary>
    public override string ToString() => FormattableString.Invariant($"Cuda:{Ordinal}");

    internal nint GetDefaultMemoryPool()
    {
        nint pool = 0;
        Check(Functions.cuDeviceGetDefaultMemPool(&pool, handle));
        return pool;
    }
}
