using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using RetinaPS.Cuda;
using Xunit;

namespace RetinaPS.Tests.SoftCuda;

/// <summary>
/// A software device of a test's own, fresh, with its context current: the driver's functions by <see cref="Driver"/>, and the few
/// combinations of them that the tests repeat.
/// </summary>
internal sealed unsafe class SoftDevice : IDisposable
{
    public const CudaResult InvalidHandle = (CudaResult)400;
    public const CudaResult NotSupported = (CudaResult)801;

    private static readonly ConcurrentBag<nint> Idle = [];
    private static readonly ConcurrentDictionary<string, Lazy<string>> Ptx = [];
    private readonly nint library;
    private readonly nint module;
    private readonly bool isReady;

    /// <summary>Opens a device with settings such as ("MEMORY", "4M"), and loads kernels of tests/SoftCuda/kernels.</summary>
    public SoftDevice(string? kernels = "soft_right", params (string Name, string Value)[] settings)
    {
        library = Idle.TryTake(out nint idle) ? idle : NativeLibrary.Load(SoftCudaLibrary.Copy());
        Driver = new CudaFunctions(library);
        ((delegate* unmanaged<void>)NativeLibrary.GetExport(library, "softcuda_reset"))();
        foreach (var (name, value) in settings)
            Configure(name, value);
        if (Driver.cuInit(0) != CudaResult.Success)
            return;
        Context = RetainContext(0);
        isReady = true;
        Check(Driver.cuCtxSetCurrent(Context));
        if (kernels is not null)
            module = LoadModule(Ptx.GetOrAdd(kernels, name => new Lazy<string>(() => PtxCompiler.CompileTestKernels(name))).Value);
    }

    public CudaFunctions Driver { get; }

    public nint Context { get; }

    /// <summary>What made the device fail; empty while it works.</summary>
    public string Report
    {
        get
        {
            byte* text = stackalloc byte[4096];
            ((delegate* unmanaged<byte*, int, int>)NativeLibrary.GetExport(library, "softcuda_report"))(text, 4096);
            return Marshal.PtrToStringUTF8((nint)text)!;
        }
    }

    public static void Check(CudaResult result) => Assert.Equal(CudaResult.Success, result);

    public nint RetainContext(int device)
    {
        nint context;
        Check(Driver.cuDevicePrimaryCtxRetain(&context, device));
        return context;
    }

    public void Configure(string name, string value)
    {
        fixed (byte* n = Text(name), v = Text(value))
            Assert.Equal(0, ((delegate* unmanaged<byte*, byte*, int>)NativeLibrary.GetExport(library, "softcuda_configure"))(n, v));
    }

    public void Fail(string kind, long nth, bool forGood = false, CudaResult result = CudaResult.Success)
    {
        fixed (byte* k = Text(kind))
            ((delegate* unmanaged<byte*, long, int, int, void>)NativeLibrary.GetExport(library, "softcuda_fail"))(k, nth, forGood ? 1 : 0, (int)result);
    }

    public ulong Count(string name)
    {
        fixed (byte* n = Text(name))
            return ((delegate* unmanaged<byte*, ulong>)NativeLibrary.GetExport(library, "softcuda_count"))(n);
    }

    public nint LoadModule(string ptx)
    {
        nint loaded;
        fixed (byte* image = Text(ptx))
            Check(Driver.cuModuleLoadDataEx(&loaded, image, 0, null, null));
        return loaded;
    }

    public nint Kernel(string name)
    {
        nint function;
        fixed (byte* n = Text(name))
            Check(Driver.cuModuleGetFunction(&function, module, n));
        return function;
    }

    public ulong Allocate(int bytes)
    {
        ulong pointer;
        Check(Driver.cuMemAlloc_v2(&pointer, (nuint)bytes));
        return pointer;
    }

    public ulong Upload<T>(params ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ulong pointer = Allocate(values.Length * sizeof(T));
        fixed (T* source = values)
            Check(Driver.cuMemcpyHtoDAsync_v2(pointer, source, (nuint)(values.Length * sizeof(T)), 0));
        return pointer;
    }

    public T[] Download<T>(ulong pointer, int count, nint stream = 0)
        where T : unmanaged
    {
        var values = new T[count];
        fixed (T* target = values)
            Check(Driver.cuMemcpyDtoHAsync_v2(target, pointer, (nuint)(count * sizeof(T)), stream));
        Check(Driver.cuStreamSynchronize(stream));
        return values;
    }

    public nint CreateStream()
    {
        nint stream;
        Check(Driver.cuStreamCreate(&stream, 1));
        return stream;
    }

    public nint CreateEvent()
    {
        nint created;
        Check(Driver.cuEventCreate(&created, 0));
        return created;
    }

    /// <summary>Launches with arguments of any unmanaged types, each in its own words.</summary>
    public CudaResult TryLaunch(nint kernel, uint blocks, uint threads, nint stream, uint sharedBytes, params object[] arguments) =>
        TryLaunch(kernel, (blocks, 1, 1), (threads, 1, 1), stream, sharedBytes, arguments);

    public CudaResult TryLaunch(
        nint kernel, (uint X, uint Y, uint Z) grid, (uint X, uint Y, uint Z) block, nint stream, uint sharedBytes, params object[] arguments)
    {
        ulong* values = stackalloc ulong[2 * arguments.Length + 1];
        void** pointers = stackalloc void*[arguments.Length + 1];
        for (int i = 0; i < arguments.Length; i++)
        {
            pointers[i] = values + 2 * i;
            Marshal.StructureToPtr(arguments[i], (nint)pointers[i], false);
        }

        return Driver.cuLaunchKernel(kernel, grid.X, grid.Y, grid.Z, block.X, block.Y, block.Z, sharedBytes, stream, pointers, null);
    }

    /// <summary>Launches on the default stream and waits for the end.</summary>
    public CudaResult Run(string kernel, uint blocks, uint threads, params object[] arguments)
    {
        Check(TryLaunch(Kernel(kernel), blocks, threads, 0, 0, arguments));
        return Driver.cuCtxSynchronize();
    }

    public void Dispose()
    {
        if (isReady)
        {
            _ = Driver.cuCtxSynchronize();
            _ = Driver.cuCtxSetCurrent(0);
        }

        Idle.Add(library);
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
