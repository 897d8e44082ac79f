using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Build;

/// <summary>Whoever passes the module on passes on the licences of what is in it.</summary>
public sealed class NoticeTests
{
    private static readonly string[] Own = ["RetinaPS", "RetinaPS.Core", "RetinaPS.Cuda", "RetinaPS.Loader"];

    private static string Notices => Path.Combine(AssembledModule.Folder, "notices");

    public static TheoryData<string> Libraries =>
    [
        .. Directory.EnumerateFiles(Path.Combine(AssembledModule.Folder, "bin"), "*.dll").Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Except(Own).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Every_library_of_the_module_states_its_licence(string library)
    {
        string folder = Directory.EnumerateDirectories(Notices).Single(package => Path.GetFileName(package) is var name
            && (name.Equals(library, StringComparison.OrdinalIgnoreCase) || name.TrimEnd('4').Equals(library, StringComparison.OrdinalIgnoreCase)));
        Assert.Contains("<license", File.ReadAllText(Assert.Single(Directory.GetFiles(folder, "*.nuspec.xml"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Native_libraries_bring_their_notices()
    {
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(Notices, "OpenCvSharp4.official.runtime.linux-x64"), "*.nuspec.xml"));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(Notices, "SkiaSharp.NativeAssets.Linux.NoDependencies"), "THIRD-PARTY-NOTICES.txt"));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(Notices, "SkiaSharp.NativeAssets.Win32"), "THIRD-PARTY-NOTICES.txt"));
    }
}
