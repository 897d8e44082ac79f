using System.Xml.Linq;
using OpenCvSharp;
using RetinaPS.Tests.Support;
using SkiaSharp;
using Xunit;

namespace RetinaPS.Tests.Build;

/// <summary>Where a native library is missing, the error names the package and the version that the build takes it from.</summary>
public sealed class NativePackagesTests
{
    public static TheoryData<string, string> Shipped =>
    [
        .. from item in Project("build/Package.proj").Descendants("Native")
           select (item.Attribute("Include")!.Value, item.Attribute("Package")!.Value),
    ];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void The_package_that_an_error_names_is_the_one_that_is_shipped(string file, string package)
    {
        string runtime = file.Split('/')[1];
        bool isOpenCv = file.Contains("OpenCv", StringComparison.Ordinal);
        Assert.Equal(package, isOpenCv ? NativePackages.OpenCv(runtime) : NativePackages.Skia(runtime));
        Assert.Equal(PinnedVersion(package), NativePackages.Version((isOpenCv ? typeof(Cv2) : typeof(SKTypeface)).Assembly));
    }

    [Fact]
    public void Every_system_of_the_manifest_has_both_libraries_in_the_package() => Assert.Equal(
        ["linux-x64 OpenCvSharpExtern", "linux-x64 libSkiaSharp", "win-x64 OpenCvSharpExtern", "win-x64 libSkiaSharp"],
        Shipped.Select(row => $"{row.Data.Item1.Split('/')[1]} {Path.GetFileNameWithoutExtension(row.Data.Item1)}"));

    [Theory]
    [InlineData("osx-arm64", "OpenCvSharp4.runtime.osx.arm64", "SkiaSharp.NativeAssets.macOS")]
    [InlineData("linux-arm64", "OpenCvSharp4.runtime.linux-arm64", "SkiaSharp.NativeAssets.Linux.NoDependencies")]
    [InlineData("freebsd-x64", null, null)]
    public void Other_systems_have_packages_of_their_own_or_none(string runtime, string? openCv, string? skia) =>
        Assert.Equal((openCv, skia), (NativePackages.OpenCv(runtime), NativePackages.Skia(runtime)));

    [Fact]
    public void An_error_says_in_one_line_which_package_holds_the_library_and_where_its_file_goes()
    {
        string file = ModuleFolder.Native("absent");
        Assert.Equal(
            $"This copy of RetinaPS has no absent for {ModuleFolder.Runtime}. "
                + $"The NuGet package Some.Package {PinnedVersion("OpenCvSharp4")} holds it; put its file at '{file}'.",
            RetinaErrors.NativeLibraryNotFound("absent", "Some.Package", typeof(Cv2).Assembly, new DllNotFoundException("a\nb")).Message);
    }

    [Fact]
    public void An_error_says_where_no_package_holds_the_library() => Assert.EndsWith(
        $"No NuGet package holds it for this system; a build of your own goes to '{ModuleFolder.Native("absent")}'.",
        RetinaErrors.NativeLibraryNotFound("absent", null, typeof(Cv2).Assembly, new DllNotFoundException()).Message,
        StringComparison.Ordinal);

    private static string PinnedVersion(string package)
    {
        var pins = Project("Directory.Packages.props");
        string version = pins.Descendants("PackageVersion").Single(pin => pin.Attribute("Include")!.Value == package)
            .Attribute("Version")!.Value;
        return version.StartsWith("$(", StringComparison.Ordinal) ? pins.Descendants(version[2..^1]).Single().Value : version;
    }

    private static XDocument Project(string file) => XDocument.Load(Path.Combine(AssembledModule.RepositoryRoot, file));
}
