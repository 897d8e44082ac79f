namespace RetinaPS.Cuda;

/// <summary>
/// Makes a device's primary context current on this thread until it is disposed: <c>using var context = device.Enter();</c>. The context
/// that was current before comes back afterwards, whoever put it there. Entering a device that this thread is in already costs
/// nothing, so an operation enters once and the calls inside, which all enter by themselves, are free.
/// </summary>
internal readonly unsafe ref struct CudaContext
{
    [ThreadStatic]
    private static CudaDevice? current;

    private readonly CudaDevice? entered;
    private readonly CudaDevice? outer;

    private CudaContext(CudaDevice entered, CudaDevice? outer)
    {
        this.entered = entered;
        this.outer = outer;
    }

    internal static CudaContext Enter(CudaDevice device)
    {
        device.ThrowIfUnusable();
        if (ReferenceEquals(current, device))
            return default;
        device.Check(device.Functions.cuCtxPushCurrent_v2(device.ContextHandle));
        return Entered(device);
    }

    /// <summary>As <see cref="Enter"/>, but says that it cannot be done instead of throwing: for finalizers.</summary>
    internal static CudaContext TryEnter(CudaDevice device, out bool done)
    {
        done = device.IsUsable;
        if (!done || ReferenceEquals(current, device))
            return default;
        var result = device.Functions.cuCtxPushCurrent_v2(device.ContextHandle);
        device.Observe(result);
        done = result == CudaResult.Success;
        return done ? Entered(device) : default;
    }

    private static CudaContext Entered(CudaDevice device)
    {
        var scope = new CudaContext(device, current);
        current = device;
        device.CountOperation(1);
        return scope;
    }

    /// <summary>Brings the context back that was current before.</summary>
    public void Dispose()
    {
        if (entered is null)
            return;
        current = outer;
        entered.CountOperation(-1);
        nint popped = 0;
        entered.Observe(entered.Functions.cuCtxPopCurrent_v2(&popped));
    }
}
