using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RetinaPS.Cuda;

/// <summary>The CUDA driver: one loaded library, initialized, with the devices that it sees. Nothing is touched before <see cref="Shared"/> is read.</summary>
internal sealed unsafe class CudaDriver
{
    /// <summary>The oldest CUDA version that serves, as the driver writes it: 1000 * major + 10 * minor.</summary>
    public const int MinimumVersion = 12000;

    private const string GetVersion = "cuDriverGetVersion";
    private static readonly Lazy<(CudaDriver? Driver, string Reason)> Probe = new(Open);

    private CudaDriver(nint library, string path)
    {
        Path = path;
        Version = ReadVersion(library, path);
        if (Version < MinimumVersion)
        {
            throw new CudaUnavailableException(
                $"the driver is for CUDA {FormatVersion(Version)}, and {FormatVersion(MinimumVersion)} or later is needed: "
                + "update the NVIDIA driver to 525 or later");
        }

        try
        {
            Functions = new CudaFunctions(library);
        }
        catch (EntryPointNotFoundException e)
        {
            throw new CudaUnavailableException($"{path} is no complete CUDA driver: {e.Message}", e);
        }

        int count = 0;
        CheckAvailable(Functions.cuInit(0));
        CheckAvailable(Functions.cuDeviceGetCount(&count));
        if (count == 0)
            CheckAvailable(CudaResult.NoDevice);
        Devices = [.. Enumerable.Range(0, count).Select(ordinal => new CudaDevice(this, ordinal))];
    }

    /// <summary>The process's driver, loaded on the first call; null where there is none, and <see cref="UnavailableReason"/> says why.</summary>
    public static CudaDriver? Shared => Probe.Value.Driver;

    /// <summary>Why there is no driver, for a person to read; empty when there is one.</summary>
    public static string UnavailableReason => Probe.Value.Reason;

    /// <summary>The library, by the name or path under which it was found.</summary>
    public string Path { get; }

    /// <summary>The newest CUDA version that the driver supports: 1000 * major + 10 * minor.</summary>
    public int Version { get; }

    /// <summary>The version as people write it, such as 13.0.</summary>
    public string VersionText => FormatVersion(Version);

    /// <summary>The devices, by ordinal; at least one.</summary>
    public IReadOnlyList<CudaDevice> Devices { get; }

    internal CudaFunctions Functions { get; }

    /// <summary>Loads and initializes a driver from a file.</summary>
    /// <exception cref="CudaUnavailableException">It cannot be used; the message says why.</exception>
    public static CudaDriver Load(string path) => new(CudaLibrary.LoadOverride(path), path);

    /// <summary>Throws unless the call succeeded.</summary>
    /// <exception cref="CudaException">It did not.</exception>
    internal void Check(CudaResult result, int ordinal, [CallerArgumentExpression(nameof(result))] string call = "")
    {
        if (result != CudaResult.Success)
            throw CreateException(result, ordinal, CallName(call));
    }

    internal CudaException CreateException(CudaResult result, int ordinal, string call)
    {
        var (name, description) = Describe(result);
        return new CudaException(result, name, description, call, ordinal, $"Cuda:{ordinal}: {call} answers {name}: {description}.");
    }

    /// <summary>The driver's name of a code, and its sentence about it.</summary>
    internal (string Name, string Description) Describe(CudaResult result)
    {
        byte* name = null, description = null;
        string code = Functions.cuGetErrorName(result, &name) == CudaResult.Success && name is not null
            ? Marshal.PtrToStringUTF8((nint)name)!
            : $"the unknown code {(int)result}";
        string sentence = Functions.cuGetErrorString(result, &description) == CudaResult.Success && description is not null
            ? Marshal.PtrToStringUTF8((nint)description)!
            : "the driver does not describe it";
        return (code, sentence);
    }

    /// <summary>The function's name in a call's text, as the documentation spells it: <c>cuMemAlloc</c> for <c>api.cuMemAlloc_v2(...)</c>.</summary>
    internal static string CallName(string call)
    {
        int end = call.IndexOf('(', StringComparison.Ordinal);
        if (end < 0)
            return call;
        string name = call[(call.LastIndexOf('.', end) + 1)..end];
        return name.EndsWith("_v2", StringComparison.Ordinal) ? name[..^3] : name;
    }

    private static (CudaDriver? Driver, string Reason) Open()
    {
        try
        {
            DriverEnvironment.Prepare();
            var (library, path) = CudaLibrary.Load();
            return (new CudaDriver(library, path), string.Empty);
        }
        catch (Exception e) when (e is CudaUnavailableException or CudaException)
        {
            return (null, e.Message);
        }
    }

    /// <summary>Asks for the version before anything else, so that an old driver is told from a foreign library.</summary>
    private static int ReadVersion(nint library, string path)
    {
        if (!NativeLibrary.TryGetExport(library, GetVersion, out nint function))
            throw new CudaUnavailableException($"{path} is no CUDA driver: it has no function {GetVersion}");
        int version = 0;
        var result = ((delegate* unmanaged<int*, CudaResult>)function)(&version);
        return result == CudaResult.Success
            ? version
            : throw new CudaUnavailableException($"{path} does not tell its version: {GetVersion} answers {(int)result}");
    }

    private static string FormatVersion(int version) => FormattableString.Invariant($"{version / 1000}.{version % 1000 / 10}");

    private void CheckAvailable(CudaResult result)
    {
        if (result == CudaResult.Success)
            return;
        var (name, description) = Describe(result);
        throw new CudaUnavailableException($"the driver answers {name}: {description}");
    }
}
