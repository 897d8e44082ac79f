using Microsoft.Win32.SafeHandles;

namespace RetinaPS.Cuda;

/// <summary>A mark in a stream: others wait for it, the host asks whether it was passed, and two of them measure time.</summary>
internal sealed unsafe class CudaEvent : SafeHandleZeroOrMinusOneIsInvalid
{
    // What the mark covers, so that who waits for it learns that this is over.
    private StreamPoint? mark;

    /// <summary>Makes an event.</summary>
    /// <param name="device">The device whose streams it marks.</param>
    /// <param name="timing">Whether it shall measure time, which costs a little.</param>
    public CudaEvent(CudaDevice device, bool timing = false)
        : base(ownsHandle: true)
    {
        Device = device;
        // Who waits on it sleeps: by default an event is waited for by a loop, whatever the context says.
        const uint blockingSync = 1, disableTiming = 2;
        nint created = 0;
        using var context = device.Enter();
        device.Check(device.Functions.cuEventCreate(&created, timing ? blockingSync : blockingSync | disableTiming));
        SetHandle(created);
    }

    public CudaDevice Device { get; }

    /// <summary>Marks the present end of the stream's work.</summary>
    public void Record(CudaStream stream)
    {
        using var context = Device.Enter();
        using var held = Hold();
        // Read before the event is recorded: all work up to there is queued already, so the event covers it.
        var end = stream.End;
        Device.Check(Device.Functions.cuEventRecord(held.Value, stream.Handle));
        mark = end;
    }

    /// <summary>Waits on this thread until the work before the mark is done.</summary>
    public void Synchronize()
    {
        using var context = Device.Enter();
        using var held = Hold();
        var passed = mark;
        Device.Check(Device.Functions.cuEventSynchronize(held.Value));
        passed?.Stream.Complete(passed.Value.Ticket);
    }

    /// <summary>Whether the work before the mark is done.</summary>
    public bool Query()
    {
        using var context = Device.Enter();
        using var held = Hold();
        var passed = mark;
        var result = Device.Functions.cuEventQuery(held.Value);
        if (result == CudaResult.NotReady)
            return false;
        Device.Check(result, nameof(CudaFunctions.cuEventQuery));
        passed?.Stream.Complete(passed.Value.Ticket);
        return true;
    }

    /// <summary>Device time between two events that were made for timing and have both been passed.</summary>
    public static TimeSpan Elapsed(CudaEvent start, CudaEvent stop)
    {
        float milliseconds = 0;
        using var context = start.Device.Enter();
        using var first = start.Hold();
        using var second = stop.Hold();
        start.Device.Check(start.Device.Functions.cuEventElapsedTime(&milliseconds, first.Value, second.Value));
        return TimeSpan.FromMilliseconds(milliseconds);
    }

    /// <summary>The driver's handle, which stays valid until the hold is disposed.</summary>
    internal HeldHandle Hold() => new(this);

    protected override bool ReleaseHandle()
    {
        using var context = Device.EnterToRelease(out bool entered);
        if (entered)
            Device.Observe(Device.Functions.cuEventDestroy_v2(handle));
        return true;
    }
}
