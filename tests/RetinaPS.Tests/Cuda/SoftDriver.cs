using System.Runtime.InteropServices;
using System.Text;
using RetinaPS.Cuda;
using RetinaPS.Tests.SoftCuda;
using Xunit;

namespace RetinaPS.Tests.Cuda;

/// <summary>
/// A software CUDA device of one test's own: a copy of the library, so that it has its own memory, settings and failures to come, beside
/// those of other tests in this process.
/// </summary>
internal sealed unsafe class SoftDriver : IDisposable
{
    private const string Uncached = "CACHE=0";
    private readonly nint library;

    /// <summary>Loads a device with settings such as <c>CACHE=0</c>, which has each request reach the driver; ASYNC=seed runs each stream on a thread of its own that dawdles.</summary>
    public SoftDriver(params string[] settings)
    {
        string copy = SoftCudaLibrary.Copy();
        library = NativeLibrary.Load(copy);
        foreach (string setting in settings.Where(setting => setting != Uncached))
        {
            string[] parts = setting.Split('=');
            var configure = (delegate* unmanaged<byte*, byte*, int>)NativeLibrary.GetExport(library, "softcuda_configure");
            fixed (byte* name = Text(parts[0]), value = Text(parts[1]))
                Assert.Equal(0, configure(name, value));
        }

        Driver = CudaDriver.Load(copy);
        Device.CachesMemory &= !settings.Contains(Uncached);
    }

    public CudaDriver Driver { get; }

    public CudaDevice Device => Driver.Devices[0];

    /// <summary>What made the device fail for good; empty while it works.</summary>
    public string Report
    {
        get
        {
            byte* text = stackalloc byte[1024];
            ((delegate* unmanaged<byte*, int, int>)NativeLibrary.GetExport(library, "softcuda_report"))(text, 1024);
            return Marshal.PtrToStringUTF8((nint)text)!;
        }
    }

    /// <summary>The nth call of a kind from now fails; with <paramref name="forGood"/> so do all after it, until n is 0.</summary>
    public void Fail(string kind, int nth = 1, bool forGood = false, CudaResult result = CudaResult.Success)
    {
        var fail = (delegate* unmanaged<byte*, long, int, int, void>)NativeLibrary.GetExport(library, "softcuda_fail");
        fixed (byte* name = Text(kind))
            fail(name, nth, forGood ? 1 : 0, (int)result);
    }

    /// <summary>A counter of the device: calls by the function's name, live_bytes, live_streams and others.</summary>
    public long Count(string name)
    {
        var count = (delegate* unmanaged<byte*, ulong>)NativeLibrary.GetExport(library, "softcuda_count");
        fixed (byte* text = Text(name))
            return (long)count(text);
    }

    /// <summary>The kernels that come with the software device, from PTX that only declares them.</summary>
    public CudaModule LoadKernels() => CudaModule.Load(Device, """
        .version 6.4
        .target sm_75
        .address_size 64
        .visible .entry soft_fill(.param .u64 values, .param .u32 count, .param .u32 value) { ret; }
        .visible .entry soft_add(.param .u64 values, .param .u32 count, .param .u32 value) { ret; }
        """u8);

    /// <summary>Gives the device up. The library stays loaded: objects that the test forgot may still be finalized.</summary>
    public void Dispose()
    {
        foreach (var device in Driver.Devices)
            device.Dispose();
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
