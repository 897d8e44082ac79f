using System.Text.RegularExpressions;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Help;

/// <summary>The glossary names types that exist: one type is one file.</summary>
public sealed partial class GlossaryTests
{
    private static readonly HashSet<string> Types =
    [
        .. Directory.EnumerateFiles(Path.Combine(AssembledModule.RepositoryRoot, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file)),
    ];

    [Fact]
    public void Types_in_the_glossary_exist()
    {
        string glossary = File.ReadAllText(Path.Combine(AssembledModule.RepositoryRoot, "docs", "glossary.md"));
        string[] named = [.. TypeName().Matches(glossary).Select(name => name.Groups["type"].Value)];
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(Types));
    }

    [GeneratedRegex("`(?<type>[A-Z][A-Za-z]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex TypeName();
}
