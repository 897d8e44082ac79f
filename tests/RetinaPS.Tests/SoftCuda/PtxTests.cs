using System.Reflection;
using System.Text.RegularExpressions;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.SoftCuda;

/// <summary>Every kernel of the project compiles to PTX, is embedded in the module, and loads on the software device.</summary>
[Trait("Speed", "Slow")]
public sealed partial class PtxTests
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Path.Combine(AssembledModule.RepositoryRoot, "kernels"), "*.cu").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Kernels_compile_without_a_warning(string name)
    {
        string ptx = PtxCompiler.Compile(Path.Combine(AssembledModule.RepositoryRoot, "kernels", name + ".cu"));
        Assert.Matches(EntryForm(), ptx);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_embedded_kernels_load(string name)
    {
        var module = typeof(RetinaImage).Assembly;
        string compiler = module.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RetinaPS.Kernels").Value!;
        SoftCudaLibrary.Require(!compiler.StartsWith("none", StringComparison.Ordinal), "the module was built without kernels: " + compiler);
        using var stream = module.GetManifestResourceStream($"RetinaPS.Kernels.{name}.ptx");
        Assert.NotNull(stream);
        using var reader = new StreamReader(stream);
        using var device = new SoftDevice(null);
        device.LoadModule(reader.ReadToEnd());
    }

    [Fact]
    public void Kernels_for_newer_cards_are_declared_as_those_for_all_cards()
    {
        var module = typeof(RetinaImage).Assembly;
        const string Newer = ".sm_80.ptx";
        string[] names = [.. module.GetManifestResourceNames().Where(name => name.EndsWith(Newer, StringComparison.Ordinal))];
        string compiler = module.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RetinaPS.Kernels").Value!;
        SoftCudaLibrary.Require(!compiler.StartsWith("none", StringComparison.Ordinal), "the module was built without kernels: " + compiler);
        Assert.Equal(["RetinaPS.Kernels.filters.sm_80.ptx"], names);
        foreach (string name in names)
        {
            string newer = Text(name), plain = Text(name.Replace(Newer, ".ptx", StringComparison.Ordinal));
            Assert.Contains(".target sm_80", newer, StringComparison.Ordinal);
            Assert.Equal(DeclarationForm().Matches(plain).Select(match => match.Value), DeclarationForm().Matches(newer).Select(match => match.Value));
        }

        string Text(string name)
        {
            using var reader = new StreamReader(module.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }
    }

    [GeneratedRegex(@"\.visible \.entry \w+\(")]
    private static partial Regex EntryForm();

    /// <summary>Name, parameters and launch bounds.</summary>
    [GeneratedRegex(@"\.visible \.entry [^{]*\{")]
    private static partial Regex DeclarationForm();
}
