namespace RetinaPS.Imaging;

/// <summary>
/// The memory behind image buffers, which is freed with the last of them, or by the finalizer.
/// <para>Pixels that go to the pipeline are announced to the collector, which otherwise sees a small object only; those that an operation
/// disposes of itself are not: a batch makes and frees gigabytes of them a second, and each announcement may start a collection.</para>
/// </summary>
internal sealed class PixelMemory
{
    private readonly IDisposable memory;
    private readonly long bytes;
    private readonly HostMemory? counter;
    private int owners = 1;
    private int announced;

    /// <summary>Takes the memory over.</summary>
    /// <param name="memory">What frees it.</param>
    /// <param name="bytes">Bytes of the pixels.</param>
    /// <param name="counter">Where they are counted; null for a GPU's, whose pool counts.</param>
    public PixelMemory(IDisposable memory, long bytes, HostMemory? counter)
    {
        (this.memory, this.bytes, this.counter) = (memory, bytes, counter);
        counter?.Take(bytes);
    }

    // Frees at once, though the memory has a finalizer of its own: what is counted must have been freed.
    ~PixelMemory() => Free();

    /// <summary>Tells the collector how much memory goes with this object, once.</summary>
    public void Announce()
    {
        if (Interlocked.Exchange(ref announced, 1) == 0)
            GC.AddMemoryPressure(Math.Max(bytes, 1));
    }

    public void AddOwner()
    {
        int seen = Volatile.Read(ref owners);
        while (seen > 0)
        {
            int before = Interlocked.CompareExchange(ref owners, seen + 1, seen);
            if (before == seen)
                return;
            seen = before;
        }

        throw new ObjectDisposedException(nameof(ImageBuffer));
    }

    public void RemoveOwner()
    {
        if (Interlocked.Decrement(ref owners) != 0)
            return;
        GC.SuppressFinalize(this);
        Free();
    }

    private void Free()
    {
        memory.Dispose();
        counter?.GiveBack(bytes);
        if (announced == 1)
            GC.RemoveMemoryPressure(Math.Max(bytes, 1));
    }
}
