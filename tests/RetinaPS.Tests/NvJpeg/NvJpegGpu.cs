using System.Runtime.InteropServices;
using System.Text;
using RetinaPS.Cuda.NvJpeg;
using RetinaPS.Devices;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Tests.CudaEngine;
using Xunit;

namespace RetinaPS.Tests.NvJpeg;

/// <summary>A software GPU and a software nvJPEG of one test's own.</summary>
internal sealed unsafe class NvJpegGpu : IDisposable
{
    private const int MostPixels = 10_000_000;
    private readonly nint library;
    private readonly SoftGpu gpu;

    /// <summary>Loads both, nvJPEG with settings such as <c>ENGINES=0</c>, and waits until it is set up.</summary>
    public NvJpegGpu(params string[] settings)
        : this(isReady: true, settings)
    {
    }

    /// <summary>The same; set up or not.</summary>
    public NvJpegGpu(bool isReady, params string[] settings)
    {
        string path = SoftNvJpegLibrary.Copy();
        library = NativeLibrary.Load(path);
        foreach (string setting in settings.Prepend("IN=test"))
        {
            int equals = setting.IndexOf('=', StringComparison.Ordinal);
            Configure(setting[..equals], setting[(equals + 1)..]);
        }

        gpu = new SoftGpu(NvJpegLibrary.TryLoad(path)!);
        ProcessorIsIdle = false;
        if (isReady)
            WaitUntilSetUp();
    }

    public SoftGpu Gpu => gpu;

    public IRetinaEngine Engine => gpu.Engine;

    public RetinaDevice Device => gpu.Device;

    /// <summary>Whether the processor counts as idle, whatever it does; it does not unless a test says so.</summary>
    public bool ProcessorIsIdle
    {
        set => ((Engines.Cuda.CudaEngine)Engine).SpareCores = new Engines.Cuda.SpareCores(value ? 10 : 1, () => TimeSpan.Zero, new SteppingClock());
    }

    /// <summary>Files that went through the JPEG engines.</summary>
    public long FilesOfEngines => Count("files");

    public void WaitUntilSetUp()
    {
        gpu.Engine.Prepare();
        Assert.True(SpinWait.SpinUntil(() => Device.Description.Contains(" with ", StringComparison.Ordinal), TimeSpan.FromMinutes(1)));
    }

    public void Configure(string name, string value)
    {
        var configure = (delegate* unmanaged<byte*, byte*, void>)NativeLibrary.GetExport(library, "softnvjpeg_configure");
        fixed (byte* n = Text(name), v = Text(value))
            configure(n, v);
    }

    public long Count(string name)
    {
        var count = (delegate* unmanaged<byte*, ulong>)NativeLibrary.GetExport(library, "softnvjpeg_count");
        fixed (byte* text = Text(name))
            return (long)count(text);
    }

    public static EncodedImage Inspect(byte[] file) => ImageFileInspector.Inspect("photograph.jpg", file, MostPixels);

    /// <summary>A file's pixels by this GPU.</summary>
    public TestImage Decode(byte[] file, bool color = false) => Parity.Download(Engine, Engine.Decode(Inspect(file), color));

    /// <summary>A file's pixels by the processor.</summary>
    public static TestImage Expected(byte[] file, bool color = false)
    {
        var engine = RetinaDevices.Cpu.Engine;
        return Parity.Download(engine, engine.Decode(Inspect(file), color));
    }

    /// <summary>Asserts that the GPU decodes a file to the processor's pixels.</summary>
    public void AssertSame(byte[] file, bool color = false) => Parity.AssertSame(Expected(file, color), Decode(file, color));

    /// <summary>Asserts the same of a file that is left to the processor as it is: nvJPEG is not asked.</summary>
    public void AssertLeftToProcessor(byte[] file)
    {
        long asked = Asked;
        AssertSame(file);
        Assert.Equal(asked, Asked);
    }

    /// <summary>Waits until nothing is being set up.</summary>
    public void Settle() =>
        Assert.True(SpinWait.SpinUntil(() => ((Engines.Cuda.CudaEngine)Engine).IsReady, TimeSpan.FromSeconds(30)));

    public void Dispose()
    {
        // What sets places up is inside the driver.
        Settle();
        gpu.Dispose();
    }

    private long Asked => Count("nvjpegDecodeBatched") + Count("nvjpegDecode");

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + '\0');

    /// <summary>A tenth of a second passes between one look and the next.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => 10;

        public override long GetTimestamp() => Interlocked.Increment(ref now);
    }
}
