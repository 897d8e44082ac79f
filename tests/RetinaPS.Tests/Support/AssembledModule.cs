using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using RetinaPS.Commands;

namespace RetinaPS.Tests.Support;

/// <summary>The module as it ships, in out/RetinaPS: what the tests run is loaded from there.</summary>
internal static class AssembledModule
{
    public static string RepositoryRoot { get; } = typeof(AssembledModule).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    public static string Folder { get; } = Path.Combine(RepositoryRoot, "out", "RetinaPS");

    public static string Manifest { get; } = Path.Combine(Folder, "RetinaPS.psd1");

    /// <summary>The classes of the cmdlets.</summary>
    public static IEnumerable<Type> Cmdlets => typeof(SetEyeMaskCommand).Assembly.GetExportedTypes().Where(type => type.IsDefined(typeof(CmdletAttribute)));

    /// <summary>The cmdlets of runspaces in this process share their types with the tests: the loader takes what is loaded here.</summary>
    [ModuleInitializer]
    internal static void LoadFromModule()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            string file = Path.Combine(Folder, "bin", name.Name + ".dll");
            return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
        };
        AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(Folder, "bin", "RetinaPS.dll"));
    }
}
