using RetinaPS.Cuda.NvJpeg;
using RetinaPS.Devices;
using RetinaPS.Engines.Cuda;
using RetinaPS.Imaging;
using RetinaPS.Tests.Cuda;
using RetinaPS.Tests.SoftCuda;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>A software GPU of one test's own with the engine on it, to fail and to count.</summary>
internal sealed class SoftGpu : IDisposable
{
    /// <summary>Loads a device with settings such as <c>CACHE=0</c>.</summary>
    public SoftGpu(params string[] settings)
        : this(null, settings)
    {
    }

    /// <summary>The same with an nvJPEG.</summary>
    public SoftGpu(NvJpegLibrary? nvJpeg, params string[] settings)
    {
        SoftCudaLibrary.Require(KernelModules.Exist, $"RetinaPS was built without kernels ({KernelModules.Origin})");
        Driver = new SoftDriver(settings);
        Device = new RetinaDevice("Cuda:0", Driver.Device.Name, "Ready", device => new Engines.Cuda.CudaEngine(device, RetinaDevices.Cpu, Driver.Device, nvJpeg))
        {
            Kind = RetinaDeviceKind.Cuda,
            IsTestDevice = true,
            Memory = Driver.Device.Memory,
        };
    }

    public SoftDriver Driver { get; }

    public RetinaDevice Device { get; }

    public IRetinaEngine Engine => Device.Engine;

    public RetinaImage Import(TestImage image, string name = "image") =>
        new(Engine.Upload(image.Pixels, image.Width, image.Height, image.Format), null, name);

    public void Dispose() => Driver.Dispose();
}
