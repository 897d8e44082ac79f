using System.Collections.Concurrent;
using System.Reflection;
using RetinaPS.Cuda;

namespace RetinaPS.Engines.Cuda;

/// <summary>The kernels of <c>kernels/</c>, as PTX in this assembly; the driver compiles a family for the card when its first kernel is wanted.</summary>
internal sealed class KernelModules(CudaDevice device)
{
    private const string ResourcePrefix = "RetinaPS.Kernels.";
    private readonly ConcurrentDictionary<string, Lazy<CudaModule>> modules = new();
    private readonly ConcurrentDictionary<(string Family, string Name), CudaKernel> kernels = new();

    /// <summary>What compiled the kernels, or why there are none.</summary>
    public static string Origin { get; } = typeof(KernelModules).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == "RetinaPS.Kernels")?.Value ?? "none: built without kernels";

    /// <summary>Whether this build of the module has kernels.</summary>
    public static bool Exist { get; } = typeof(KernelModules).Assembly.GetManifestResourceNames()
        .Any(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal));

    public CudaDevice Device => device;

    /// <summary>A kernel by its family (the file's name in kernels/) and its own name.</summary>
    public CudaKernel this[string family, string name] => kernels.GetOrAdd((family, name), static (key, self) =>
        self.ModuleOf(key.Family).GetKernel(key.Name), this);

    private CudaModule ModuleOf(string family) => modules.GetOrAdd(family, name => new Lazy<CudaModule>(() => Load(name), LazyThreadSafetyMode.PublicationOnly)).Value;

    private CudaModule Load(string family)
    {
        var assembly = typeof(KernelModules).Assembly;
        using var stream = (device.ComputeCapability.Major >= 8 ? assembly.GetManifestResourceStream($"{ResourcePrefix}{family}.sm_80.ptx") : null)
            ?? assembly.GetManifestResourceStream($"{ResourcePrefix}{family}.ptx")
            ?? throw new InvalidOperationException($"The kernels '{family}' are not in this build of RetinaPS ({Origin}).");
        var image = new byte[stream.Length];
        stream.ReadExactly(image);
        return CudaModule.Load(device, image);
    }
}
