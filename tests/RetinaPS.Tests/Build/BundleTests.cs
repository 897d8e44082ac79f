using System.Management.Automation;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Build;

/// <summary>What the bundle leaves out (build/Bundle.Contents.props) is nothing that a session needs.</summary>
public sealed class BundleTests
{
    private static readonly HashSet<string> Dropped = [.. XDocument
        .Load(Path.Combine(AssembledModule.RepositoryRoot, "build", "Bundle.Contents.props"))
        .Descendants("Dropped")
        .SelectMany(item => item.Attribute("Include")!.Value.Split(';'))
        .Where(file => file.EndsWith(".dll", StringComparison.Ordinal))
        .Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Fact]
    public void The_list_of_assemblies_is_read() => Assert.Contains("Microsoft.VisualBasic.Core", Dropped);

    [Theory]
    [InlineData("RetinaPS.dll")]
    [InlineData("RetinaPS.Core.dll")]
    [InlineData("RetinaPS.Cuda.dll")]
    [InlineData("OpenCvSharp.dll")]
    [InlineData("System.IO.Hashing.dll")]
    [InlineData("ScottPlot.dll")]
    [InlineData("SkiaSharp.dll")]
    [InlineData("SkiaSharp.HarfBuzz.dll")]
    public void The_module_refers_to_nothing_that_is_left_out(string file) =>
        Assert.Empty(References(Path.Combine(AssembledModule.Folder, "bin", file)).Intersect(Dropped));

    [Fact]
    public void PowerShell_refers_to_nothing_that_is_left_out() =>
        Assert.Empty(References(typeof(PSObject).Assembly.Location).Intersect(Dropped));

    [Fact]
    public void No_type_accelerator_is_left_out()
    {
        using var runspace = new ModuleRunspace();
        var homes = runspace
            .Run("[psobject].Assembly.GetType('System.Management.Automation.TypeAccelerators')::Get.Values | ForEach-Object { $_.Assembly.GetName().Name }")
            .Succeeded().As<string>();
        Assert.Contains("System.Net.Mail", homes);
        Assert.Empty(homes.Intersect(Dropped));
    }

    private static string[] References(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
