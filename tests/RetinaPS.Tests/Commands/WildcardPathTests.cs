using System.Management.Automation;
using RetinaPS.Commands;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

/// <summary>Wildcards are resolved by one listing of a folder where that can be, and name what PowerShell's own expansion names, in its order.</summary>
public sealed class WildcardPathTests : CmdletTest, IDisposable
{
    private static readonly string[] AnyName =
    [
        "a.jpeg", "B.JPEG", "b2.jpeg", "c[1].jpeg", "c1.jpeg", "d`e.jpeg", "f g.jpeg", ".hidden.jpeg", "ä.jpeg", "Ä2.jpeg", "目.jpeg", "-x.jpeg", "_y.jpeg",
        "it's.jpeg", "k$l.jpeg", "no extension", "x.jpeg.bak", "10.jpeg", "9.jpeg", "e\u0301.jpeg", "é2.jpeg",
    ];

    private static readonly string[] UnixName = ["Z.jpeg", "z.Jpeg", "z.jpeg", "n*w.jpeg", "q?r.jpeg", "v:1.jpeg"];

    public WildcardPathTests()
    {
        foreach (string folder in (string[])["sub.jpeg", "Deep.jpeg", "br[a]ckets", ".dots", "empty"])
            Directory.CreateDirectory(Folder[folder]);
        string[] names = OperatingSystem.IsWindows() ? AnyName : [.. AnyName, .. UnixName];
        foreach (string name in (string[])[.. names, "br[a]ckets/in.jpeg", ".dots/in.jpeg", "sub.jpeg/In.jpeg", "sub.jpeg/in2.jpeg", "Deep.jpeg/in.jpeg"])
            File.WriteAllText(Folder[name], "");
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(Folder["link.jpeg"], Folder["a.jpeg"]);
            File.CreateSymbolicLink(Folder["broken.jpeg"], Folder["nowhere"]);
            Directory.CreateSymbolicLink(Folder["linked.jpeg"], Folder["sub.jpeg"]);
        }

        Run("$null = $ExecutionContext.SessionState.Drive.New([Management.Automation.PSDriveInfo]::new('Eyes', "
            + $"$ExecutionContext.SessionState.Provider.GetOne('FileSystem'), '{Folder.Path}', '', $null), 'Global')").Succeeded();
    }

    /// <summary>Paths of the usual kind: one listing is enough.</summary>
    public static TheoryData<string> Listed =>
    [
        "*.jpeg", "*.JPEG", "*", "?.jpeg", "[a-c]*", "*[[]1]*", "z*", "*e.jpeg", "./*.jpeg", @".\*.jpeg", "sub.jpeg/*", @"sub.jpeg\*.jpeg", "sub.jpeg//*.jpeg",
        "sub.jpeg/../*.jpeg", ".dots/*", "empty/*", "linked.jpeg/*", "FOLDER/*.jpeg", "FOLDER//*.jpeg", "FOLDER/./sub.jpeg/../*2.jpeg", "Eyes:/*.jpeg",
        "Eyes:/sub.jpeg/*.jpeg", "Eyes:sub.jpeg/*", "FileSystem::FOLDER/*.jpeg", @"Microsoft.PowerShell.Core\FileSystem::FOLDER/*.jpeg", "*x*", "./v:*",
    ];

    /// <summary>Paths that PowerShell expands: wildcards before the last part, escapes, drives' current folders, what does not exist, what is no file.</summary>
    public static TheoryData<string> Expanded =>
    [
        "*/*.jpeg", "*/in*", "s*/in.jpeg", "br[a]ckets/*", "br`[a`]ckets/*", "c`[1`]*", "c`[*", "d`e*", "d``e*", "n`**", "*.jpeg/", "Eyes:*.jpeg", "v:*/../*.jpeg",
        "absent/*.jpeg", "a.jpeg/*", "Sub.Jpeg/*", "nowhere:/*.jpeg", "nowhere:*.jpeg", "v:*", "variable:ExecutionC*", "variable:/P*", "env:/*", "[", "[a",
    ];

    public new void Dispose()
    {
        // The next test's runspace is this one.
        Run("$ExecutionContext.SessionState.Drive.Remove('Eyes', $true, 'Global')");
        base.Dispose();
    }

    [Theory, MemberData(nameof(Listed)), MemberData(nameof(Expanded))]
    public void A_cmdlet_takes_the_files_of_PowerShells_own_expansion_in_its_order(string path)
    {
        Shell.Set("path", InFolder(path));
        var expected = Run(
            """
            try { $ExecutionContext.SessionState.Path.GetResolvedProviderPathFromPSPath($path, [ref]$null) | Where-Object { [IO.File]::Exists($_) } }
            catch { 'none' }
            """).Succeeded().As<string>();

        // No file is a photograph, so each that was taken is one error that names it; of a path that can name nothing there is one error that names the path.
        var taken = Run("Import-RetinaImage -Path $path").Errors;
        if (expected is ["none"])
            Assert.All(taken, error => Assert.Equal("RetinaPS.InvalidArgument", error.FullyQualifiedErrorId.Split(',')[0]));
        else
            Assert.Equal(expected, taken.Select(error => error.TargetObject));
    }

    [Theory, MemberData(nameof(Listed))]
    public void A_wildcard_in_the_last_part_alone_needs_one_listing(string path) => Assert.NotNull(WildcardListing.List(Paths(), InFolder(path)));

    [Theory, MemberData(nameof(Expanded))]
    public void What_has_rules_of_its_own_is_left_to_PowerShell(string path)
    {
        try
        {
            Assert.Null(WildcardListing.List(Paths(), path));
        }
        catch (System.Management.Automation.DriveNotFoundException)
        {
            // The cmdlet's own error follows from it.
        }
    }

    [Fact]
    public void Files_of_several_paths_are_those_that_were_there_before_the_first_was_taken()
    {
        Directory.CreateDirectory(Folder["in"]);
        Directory.CreateDirectory(Folder["out"]);
        Write("in/1.png", "in/2.png", "in/3.png");
        Shell.Set("reference", Photographs.Reference());
        var result = Run("Invoke-RetinaPreprocess -Path in/*.png, out/*.png -Reference $reference -MaskMethod FullFrame -Destination out -ThrottleLimit 1");
        Assert.Equal(3, result.Succeeded().Output.Length);
    }

    private string InFolder(string path) => path.Replace("FOLDER", Folder.Path, StringComparison.Ordinal);

    private PathIntrinsics Paths() => Run("$ExecutionContext.SessionState.Path").Single<PathIntrinsics>();
}
