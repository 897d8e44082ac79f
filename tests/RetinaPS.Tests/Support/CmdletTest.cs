using System.Collections;
using RetinaPS.Imaging;

namespace RetinaPS.Tests.Support;

/// <summary>A test of cmdlets: a folder of its own, and a runspace that stands in it.</summary>
public abstract class CmdletTest : IDisposable
{
    private ulong written;

    private protected CmdletTest() => Shell = new ModuleRunspace(Folder.Path);

    private protected TemporaryFolder Folder { get; } = new();

    private protected ModuleRunspace Shell { get; }

    public void Dispose()
    {
        Shell.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes small photographs into the folder, each from a seed of its own.</summary>
    private protected void Write(params string[] names)
    {
        foreach (string name in names)
            Photographs.Write(Folder[name], seed: ++written);
    }

    private protected ShellOutput Run(string script, IEnumerable? input = null) => Shell.Run(script, input);

    /// <summary>Puts a small photograph into a variable of the runspace.</summary>
    private protected RetinaImage Give(string variable, ulong seed = 1, string? name = null, EyeMask? mask = null)
    {
        var image = Photographs.Image(seed, name: name, mask: mask);
        Shell.Set(variable, image);
        return image;
    }
}
