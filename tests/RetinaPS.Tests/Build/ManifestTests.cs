using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Build;

/// <summary>What the manifest says of the module beside its commands.</summary>
public sealed class ManifestTests : CmdletTest
{
    private const string Project = "https://github.com/RetinaPS/RetinaPS";
    private static readonly string[] Pages =
        [Project + "/blob/main/", Project + "/tree/main/", "https://raw.githubusercontent.com/RetinaPS/RetinaPS/main/"];

    [Theory]
    [InlineData("$m.HelpInfoUri")]
    [InlineData("$m.PrivateData.PSData.LicenseUri")]
    [InlineData("$m.PrivateData.PSData.IconUri")]
    [InlineData("$m.PrivateData.PSData.ReleaseNotes")]
    public void Its_links_lead_to_files_of_the_repository(string link)
    {
        string address = Assert.Single(Read(link).As<string>());
        string page = Assert.Single(Pages, page => address.StartsWith(page, StringComparison.Ordinal));
        Assert.True(Path.Exists(Path.Combine(AssembledModule.RepositoryRoot, address[page.Length..])), address);
    }

    [Fact]
    public void Its_project_is_RetinaPS() => Assert.Equal(Project, Assert.Single(Read("$m.PrivateData.PSData.ProjectUri").As<string>()));

    [Theory]
    [InlineData("bin/linux-x64", "Linux")]
    [InlineData("bin/win-x64", "Windows")]
    public void Each_system_with_native_libraries_is_a_tag(string folder, string tag)
    {
        Assert.True(Directory.Exists(Path.Combine(AssembledModule.Folder, folder)));
        Assert.Contains(tag, Read("$m.PrivateData.PSData.Tags").As<string>());
    }

    private ShellOutput Read(string expression) =>
        Run($"$m = Import-PowerShellDataFile '{AssembledModule.Manifest}'; {expression}").Succeeded();
}
