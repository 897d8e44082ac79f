using RetinaPS.Files;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Leftovers_of_the_runs_named_are_removed_and_nothing_else()
    {
        string[] kept =
        [
            folder[".bbbb.0001.retinaps.tmp"], folder[".0001.retinaps.tmp"], folder[".aaaa.0001.tmp"], folder["aaaa.0001.retinaps.tmp"],
            folder["deeper", ".aaaa.0001.retinaps.tmp"],
        ];
        string[] removed = [folder[".aaaa.0001.retinaps.tmp"], folder[".aaaa.0002.retinaps.tmp"], folder[".cccc.0001.retinaps.tmp"]];
        Directory.CreateDirectory(folder["deeper"]);
        foreach (string file in kept.Concat(removed))
            File.WriteAllText(file, "half");
        AtomicFile.RemoveLeftovers(folder.Path, new HashSet<string> { "aaaa", "cccc" });
        Assert.Equal(kept.Order(StringComparer.Ordinal), folder.Files());
    }

    [Fact]
    public void A_folder_that_is_gone_has_no_leftovers() => AtomicFile.RemoveLeftovers(folder["gone"], new HashSet<string> { "aaaa" });

    [Fact]
    public void What_cannot_be_renamed_leaves_no_temporary_file()
    {
        Directory.CreateDirectory(folder["eye.jpg"]);
        Assert.Throws<RetinaException>(() => AtomicFile.Write(folder["eye.jpg"], [1, 2, 3], overwrite: true, source: null, run: "aaaa"));
        Assert.Empty(folder.Files());
    }
}
