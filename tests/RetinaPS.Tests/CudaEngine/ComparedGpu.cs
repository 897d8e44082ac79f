using RetinaPS.Cuda;
using RetinaPS.Devices;
using RetinaPS.Engines.Cuda;
using RetinaPS.Imaging;
using RetinaPS.Tests.SoftCuda;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>The GPU that is held against the processor: this machine's own where there is one, otherwise the software device.</summary>
internal static class ComparedGpu
{
    private static readonly Lazy<CudaDevice> Known = new(() => (CudaDriver.Shared ?? CudaDriver.Load(SoftCudaLibrary.Copy())).Devices[0]);
    private static readonly Lazy<RetinaDevice> Wrapped = new(() => new RetinaDevice(
        "Cuda:0", Known.Value.Name, "Ready", device => new Engines.Cuda.CudaEngine(device, RetinaDevices.Cpu, Known.Value)));

    private static readonly Lazy<KernelModules> Loaded = new(() => new KernelModules(Known.Value));

    public static IRetinaEngine Engine => Device.Engine;

    public static RetinaDevice Device
    {
        get
        {
            SoftCudaLibrary.Require(KernelModules.Exist, $"RetinaPS was built without kernels ({KernelModules.Origin})");
            return Wrapped.Value;
        }
    }

    /// <summary>Kernels to launch one by one.</summary>
    public static KernelModules Kernels => Device.IsReady ? Loaded.Value : throw new InvalidOperationException(Device.Status);

    public static CudaStream Stream => Kernels.Device.CurrentStream;
}
