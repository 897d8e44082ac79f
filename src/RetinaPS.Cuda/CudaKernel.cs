namespace RetinaPS.Cuda;

/// <summary>A kernel of a module.</summary>
internal sealed unsafe class CudaKernel
{
    private readonly nint handle;

    internal CudaKernel(CudaModule module, string name, nint handle)
    {
        (Module, Name, this.handle) = (module, name, handle);
    }

    public CudaModule Module { get; }

    public string Name { get; }

    /// <summary>Bytes of shared memory that a launch may ask for beyond the kernel's own; more than 48 KiB must be set before.</summary>
    public int MaxDynamicSharedBytes
    {
        get => GetAttribute(CudaFunctionAttribute.MaxDynamicSharedSizeBytes);
        set
        {
            using var context = Module.Device.Enter();
            using var held = new HeldHandle(Module);
            Module.Device.Check(Module.Device.Functions.cuFuncSetAttribute(handle, CudaFunctionAttribute.MaxDynamicSharedSizeBytes, value));
        }
    }

    /// <summary>
    /// Queues the kernel. Where an argument is device memory, the stream first waits for what other streams do to it, and the memory
    /// remembers the launch; several arguments may be parts of one memory.
    /// </summary>
    /// <param name="grid">Blocks.</param>
    /// <param name="block">Threads of a block.</param>
    /// <param name="sharedBytes">Shared memory of a block beyond what the kernel declares.</param>
    /// <param name="stream">Where to queue it.</param>
    /// <param name="arguments">The kernel's parameters, in order.</param>
    public void Launch(Dim3 grid, Dim3 block, int sharedBytes, CudaStream stream, params ReadOnlySpan<KernelArgument> arguments)
    {
        using var context = stream.Device.Enter();
        using var held = new HeldHandle(Module);
        byte* values = stackalloc byte[Math.Max(1, arguments.Length) * KernelArgument.MostBytes];
        void** pointers = stackalloc void*[Math.Max(1, arguments.Length)];
        int begun = 0;
        try
        {
            for (; begun < arguments.Length; begun++)
            {
                ref readonly var argument = ref arguments[begun];
                pointers[begun] = values + (begun * KernelArgument.MostBytes);
                argument.CopyTo(pointers[begun]);
                if (argument.Memory is { } memory)
                    Begin(memory, argument.Access, stream);
            }

            var result = stream.Device.Functions.cuLaunchKernel(
                handle, (uint)grid.X, (uint)grid.Y, (uint)grid.Z, (uint)block.X, (uint)block.Y, (uint)block.Z,
                (uint)sharedBytes, stream.Handle, pointers, null);
            if (result != CudaResult.Success)
                throw stream.Device.CreateException(result, $"cuLaunchKernel of {Name} (grid {grid}, block {block}, {sharedBytes} bytes)");
        }
        finally
        {
            // Also after an error: then the memory counts as used here, which costs a wait at most.
            for (int i = 0; i < begun; i++)
            {
                if (arguments[i].Memory is { } memory)
                {
                    memory.Uses.Record(stream, arguments[i].Access);
                    memory.DangerousRelease();
                }
            }
        }
    }

    /// <summary>One fact about the kernel, such as its registers.</summary>
    public int GetAttribute(CudaFunctionAttribute attribute)
    {
        int value = 0;
        using var context = Module.Device.Enter();
        using var held = new HeldHandle(Module);
        Module.Device.Check(Module.Device.Functions.cuFuncGetAttribute(&value, attribute, handle));
        return value;
    }

    public override string ToString() => Name;

    private static void Begin(DeviceMemory memory, MemoryAccess access, CudaStream stream)
    {
        bool added = false;
        memory.DangerousAddRef(ref added);
        try
        {
            memory.Uses.Order(stream, access);
        }
        catch
        {
            memory.DangerousRelease();
            throw;
        }
    }
}
