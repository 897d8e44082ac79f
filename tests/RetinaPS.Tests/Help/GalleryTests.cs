using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Help;

/// <summary>The gallery's pictures are small, all shown, and can be made again.</summary>
[Trait("Speed", "Slow")]
public sealed class GalleryTests : CmdletTest
{
    private const long MostOfOne = 150_000;
    private const long MostOfAll = 600_000;

    private static string Docs => Path.Combine(AssembledModule.RepositoryRoot, "docs");

    [Fact]
    public void Pictures_are_small()
    {
        var pictures = new DirectoryInfo(Path.Combine(Docs, "gallery")).GetFiles();
        Assert.All(pictures, picture => Assert.True(picture.Length <= MostOfOne, $"{picture.Name} has {picture.Length:N0} bytes"));
        Assert.InRange(pictures.Sum(picture => picture.Length), 1, MostOfAll);
    }

    [Fact]
    public void Every_picture_is_shown()
    {
        string text = File.ReadAllText(Path.Combine(Docs, "gallery.md"));
        Assert.All(
            Directory.GetFiles(Path.Combine(Docs, "gallery")),
            picture => Assert.Contains($"(gallery/{Path.GetFileName(picture)})", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_script_makes_the_same_pictures_of_any_photographs()
    {
        Write("public.jpeg");
        var truth = Photographs.Create(seed: 10);
        using (var photograph = Photographs.Color(truth.Bgr, truth.Width, truth.Height))
            Photographs.Write(Folder["hrf.jpeg"], photograph);
        using (var vessels = Photographs.Gray(truth.VesselMap, truth.Width, truth.Height))
            Photographs.Write(Folder["manual.png"], vessels);
        Shell.Set("script", Path.Combine(Docs, "gallery.ps1"));
        var measured = Run("& $script -Public public.jpeg -Hrf hrf.jpeg -HrfManual manual.png -Destination pictures").Succeeded().Output;
        Assert.Contains(measured, output => output.BaseObject is VesselMeasurement);
        Assert.Equal(
            Directory.GetFiles(Path.Combine(Docs, "gallery")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            Folder.Files("*.*").Where(file => file.Contains("pictures", StringComparison.Ordinal)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
