using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace RetinaPS.Loader;

/// <summary>
/// Where the module's assemblies live. The libraries that it brings are its own copies: no other module's version of them matters, and none
/// of its own reaches another module. What it does not bring, .NET and PowerShell, is the process's. Two versions of the module live side
/// by side, because each has a loader of its own.
/// </summary>
public sealed class ModuleLoadContext : AssemblyLoadContext
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(ModuleLoadContext).Assembly.Location)!;
    private static readonly Lazy<Assembly> Loaded = new(LoadModule);

    private ModuleLoadContext()
        : base("RetinaPS in " + Folder)
    {
    }

    /// <summary>The assembly with the cmdlets: one for all sessions of the process that load the module from this folder.</summary>
    public static Assembly Module => Loaded.Value;

    /// <summary>The types that scripts may name: those of the library under the cmdlets.</summary>
    public static IEnumerable<Type> PublicTypes =>
        GetLoadContext(Module)!.LoadFromAssemblyName(new AssemblyName("RetinaPS.Core")).GetExportedTypes().Where(type => !type.IsNested);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        ArgumentNullException.ThrowIfNull(assemblyName);
        string file = Path.Combine(Folder, assemblyName.Name + ".dll");
        return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }

    /// <summary>Native libraries lie in a folder beside the assemblies, where PowerShell itself looks for those of other modules.</summary>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        string extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        string runtime = $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        string file = Path.Combine(Folder, runtime, unmanagedDllName + extension);
        return File.Exists(file) ? LoadUnmanagedDllFromPath(file) : 0;
    }

    /// <summary>
    /// One assembly for one version in the whole process: a program that hosts PowerShell and is built with this version shares its objects
    /// with the cmdlets, and PowerShell, which keeps what it knows of cmdlets by the assembly's full name, meets each name once.
    /// </summary>
    private static Assembly LoadModule()
    {
        string file = Path.Combine(Folder, "RetinaPS.dll");
        string name = AssemblyName.GetAssemblyName(file).FullName;
        return AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(loaded => loaded.FullName == name)
            ?? new ModuleLoadContext().LoadFromAssemblyPath(file);
    }
}
