using RetinaPS.BuildTool.Packaging;
using Xunit;

namespace RetinaPS.Tests.Build;

/// <summary>The package's manifest tells what its version brings, in the changelog's words.</summary>
public sealed class ReleaseNotesTests
{
    private const string Changelog =
        "# Changelog\r\n\r\n## 1.1.0 (unreleased)\r\n\r\n- Next.\r\n\r\n## 1.0.0\n\n- The module's first.\n- Second.\n\n## 0.9.0\n\n";

    private const string Manifest = "@{\n    ModuleVersion = '1.0.0'\n    ReleaseNotes = 'it''s old'\n    Tags = 'x'\n}\n";

    [Theory]
    [InlineData("1.1.0", "- Next.")]
    [InlineData("1.0.0", "- The module's first.\n- Second.")]
    public void The_notes_are_the_versions_section(string version, string notes) =>
        Assert.Equal(notes, ReleaseNotes.Read(Changelog, version));

    [Theory]
    [InlineData("1.0")]
    [InlineData("2.0.0")]
    [InlineData("0.9.0")]
    public void A_version_without_notes_is_an_error(string version) =>
        Assert.Contains(version, Assert.Throws<FormatException>(() => ReleaseNotes.Read(Changelog, version)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_manifests_version_is_read() => Assert.Equal("1.0.0", ReleaseNotes.Version(Manifest));

    [Fact]
    public void Notes_replace_those_of_the_manifest_and_nothing_else() => Assert.Equal(
        "@{\n    ModuleVersion = '1.0.0'\n    ReleaseNotes = '- The module''s $1.'\n    Tags = 'x'\n}\n",
        ReleaseNotes.Write(Manifest, "- The module's $1."));

    [Theory]
    [InlineData("@{ }")]
    [InlineData("ReleaseNotes = 'a'\nReleaseNotes = 'b'\n")]
    public void A_manifest_without_one_place_for_notes_is_an_error(string manifest) =>
        Assert.Throws<FormatException>(() => ReleaseNotes.Write(manifest, "- Notes."));
}
