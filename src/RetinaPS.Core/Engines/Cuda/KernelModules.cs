using System.Collections.Concurrent;
using System.Reflection;
using RetinaPS.Cuda;

namespace RetinaPS.Engines.Cuda;

/// <summary>
/// The kernels of <c>kernels/</c>, as PTX in this assembly; the driver compiles a family for the card when its first kernel is wanted. The build
/// writes a class for each family that launches its kernels (<c>Kernels.targets</c>).
/// </summary>
internal sealed class KernelModules(CudaDevice device)
{
    private const string ResourcePrefix = "RetinaPS.Kernels.";
    private readonly ConcurrentDictionary<string, CudaModule> modules = new();
    private readonly ConcurrentDictionary<string, Lock> gates = new();

    /// <summary>What compiled the kernels, or why there are none.</summary>
    public static string Origin { get; } = typeof(KernelModules).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == "RetinaPS.Kernels")?.Value ?? "none: built without kernels";

    /// <summary>Whether this build of the module has kernels.</summary>
    public static bool Exist { get; } = typeof(KernelModules).Assembly.GetManifestResourceNames()
        .Any(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal));

    public CudaDevice Device => device;

    /// <summary>A kernel by its family (the file's name in kernels/) and its own name.</summary>
    public CudaKernel GetKernel(string family, string name) => ModuleOf(family).GetKernel(name);

    /// <summary>
    /// Loads families in the background, one after the other: the driver takes up to half a second for one, and works on hardly more than one at a
    /// time. A failure shows where the family is wanted.
    /// </summary>
    public void Prepare(params string[] families) => BackgroundWork.OfProcess.Run(() => LoadAll(families)).ContinueWith(
        static loading => _ = loading.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private void LoadAll(string[] families)
    {
        foreach (string family in families)
        {
            if (BackgroundWork.OfProcess.IsEnding)
                return;
            ModuleOf(family);
        }
    }

    /// <summary>Many threads want a family at once when a run begins: one of them loads it, the others wait. Who comes after a failure tries again.</summary>
    private CudaModule ModuleOf(string family)
    {
        if (modules.TryGetValue(family, out var known))
            return known;
        lock (gates.GetOrAdd(family, _ => new Lock()))
            return modules.TryGetValue(family, out known) ? known : modules[family] = Load(family);
    }

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
