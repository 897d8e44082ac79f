using System.Runtime.CompilerServices;

namespace RetinaPS.Cuda;

/// <content>The primary context, and what becomes of the device when something fails.</content>
internal sealed unsafe partial class CudaDevice : IDisposable
{
    private readonly Lock contextGate = new();
    private nint context;
    private int operations;
    private CudaException? failure;
    private bool disposed;

    /// <summary>Told of each copy between host and device, with its direction (true to the device) and its bytes, however small.</summary>
    public Action<bool, long>? Transferred { get; set; }

    /// <summary>The failure after which the device can do nothing more in this process; null while it works.</summary>
    public CudaException? Failure => Volatile.Read(ref failure);

    /// <summary>Whether calls can be made.</summary>
    internal bool IsUsable => Failure is null && !disposed;

    /// <summary>How many threads are inside an operation on the device now.</summary>
    internal int OperationCount => Volatile.Read(ref operations);

    /// <summary>The primary context; the first call retains it.</summary>
    internal nint ContextHandle
    {
        get
        {
            nint known = Volatile.Read(ref context);
            return known != 0 ? known : RetainContext();
        }
    }

    /// <summary>
    /// Gives up the streams, the events and the primary context. A process has no need of it; memory that is still held is freed with the
    /// context.
    /// </summary>
    public void Dispose()
    {
        lock (contextGate)
        {
            if (disposed)
                return;
            if (context != 0 && Failure is null)
            {
                using (Enter())
                {
                    Observe(Functions.cuCtxSynchronize());
                    PinnedMemory.Dispose();
                    Memory.Dispose();
                    Events.Dispose();
                    Streams.Dispose();
                }
            }

            disposed = true;
            if (context != 0)
                Observe(Functions.cuDevicePrimaryCtxRelease_v2(handle));
        }
    }

    /// <summary>Throws unless the call succeeded.</summary>
    /// <exception cref="DeviceOutOfMemoryException">The device has no memory left.</exception>
    /// <exception cref="CudaException">Any other error.</exception>
    internal void Check(CudaResult result, [CallerArgumentExpression(nameof(result))] string call = "")
    {
        if (result != CudaResult.Success)
            throw CreateException(result, CudaDriver.CallName(call));
    }

    /// <summary>Takes notice of a result where nothing can be thrown: an error that stays marks the device as failed.</summary>
    internal void Observe(CudaResult result, [CallerArgumentExpression(nameof(result))] string call = "")
    {
        if (result.IsSticky())
            CreateException(result, CudaDriver.CallName(call));
    }

    internal CudaException CreateException(CudaResult result, string call)
    {
        if (result == CudaResult.OutOfMemory)
            return Memory.CreateOutOfMemory(call);
        if (!result.IsSticky())
            return Driver.CreateException(result, Ordinal, call);
        var (name, description) = Driver.Describe(result);
        var failed = new CudaException(
            result, name, description, call, Ordinal,
            $"{this} ({Name}) failed: {call} answers {name}: {description}. "
            + "Nothing more can be done on this device in this process; start a new one to use it again.");
        return Interlocked.CompareExchange(ref failure, failed, null) is null ? failed : CreateFailedBefore(Failure!);
    }

    internal void ThrowIfUnusable()
    {
        if (Failure is { } earlier)
            throw CreateFailedBefore(earlier);
        ObjectDisposedException.ThrowIf(disposed, this);
    }

    /// <summary>As <see cref="Enter"/>, for finalizers: says whether it was done, and never throws.</summary>
    internal CudaContext EnterToRelease(out bool entered) => CudaContext.TryEnter(this, out entered);

    internal void CountOperation(int change) => Interlocked.Add(ref operations, change);

    internal void CountTransfer(bool toDevice, long bytes) => Transferred?.Invoke(toDevice, bytes);

    private CudaException CreateFailedBefore(CudaException earlier) => new(
        earlier.Result, earlier.ErrorName, earlier.Description, earlier.Call, Ordinal,
        $"{this} ({Name}) failed earlier in this process ({earlier.Call}: {earlier.ErrorName}) and can do nothing more in it; "
        + "start a new process to use it again.");

    private nint RetainContext()
    {
        lock (contextGate)
        {
            if (context == 0)
            {
                // Waiting threads sleep instead of spinning: many wait at once in a batch, and the processor has other work to do. Where
                // somebody else made the context first, it stays as it is.
                const uint blockingSync = 4;
                Observe(Functions.cuDevicePrimaryCtxSetFlags_v2(handle, blockingSync));
                nint retained = 0;
                Check(Functions.cuDevicePrimaryCtxRetain(&retained, handle));
                Volatile.Write(ref context, retained);
            }

            return context;
        }
    }
}
