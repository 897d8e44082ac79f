using System.Reflection;
using System.Runtime.InteropServices;

namespace RetinaPS.Cuda;

/// <summary>Fills a table of a library's functions: each public field, a function pointer, gets the function of its name.</summary>
internal static class NativeFunctions
{
    /// <summary>Looks all functions up.</summary>
    /// <exception cref="EntryPointNotFoundException">The library lacks one.</exception>
    public static void Find(nint library, object table)
    {
        foreach (var field in table.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance))
            field.SetValue(table, NativeLibrary.GetExport(library, field.Name));
    }
}
