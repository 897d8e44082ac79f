using System.Management.Automation;
using System.Text.RegularExpressions;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Help;

/// <summary>What documents refer to exists: files, topics, cmdlets.</summary>
public sealed partial class LinkTests : CmdletTest
{
    public static TheoryData<string> Documents =>
    [
        .. Directory.EnumerateFiles(AssembledModule.RepositoryRoot, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(AssembledModule.RepositoryRoot, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(AssembledModule.RepositoryRoot, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_to_files_resolve(string document)
    {
        string folder = Path.GetDirectoryName(Path.Combine(AssembledModule.RepositoryRoot, document))!;
        var missing = Link().Matches(Text(document)).Select(link => link.Groups["address"].Value)
            .Where(address => !address.Contains(':', StringComparison.Ordinal) && address[0] != '#')
            .Where(address => !Path.Exists(Path.Combine(folder, address.Split('#')[0])));
        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Topics_that_are_named_exist(string document) => Assert.All(
        TopicName().Matches(Text(document)).Select(name => name.Value).Distinct(),
        topic => Assert.NotEmpty(Run($"Get-Help {topic}").Succeeded().Output));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Cmdlets_that_are_named_exist(string document)
    {
        var known = Run("Get-Command -CommandType Cmdlet, Alias").Succeeded().As<CommandInfo>().Select(command => command.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var nouns = Run("Get-Command -Module RetinaPS -CommandType Cmdlet").Succeeded().As<CmdletInfo>().Select(command => command.Noun)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

        // A name in code whose noun is the module's, or whose verb is PowerShell's, means a cmdlet.
        var unknown = CodeName().Matches(Text(document)).Select(name => name.Groups["name"].Value).Distinct()
            .Where(name => !known.Contains(name) && (nouns.Contains(name.Split('-')[1]) || name.Contains("Retina", StringComparison.Ordinal)));
        Assert.Empty(unknown);
    }

    [Fact]
    public void The_read_me_names_every_cmdlet()
    {
        string text = Text("README.md");
        Assert.All(
            Run("Get-Command -Module RetinaPS").Succeeded().As<CommandInfo>(), command => Assert.Contains($"`{command.Name}`", text, StringComparison.Ordinal));
    }

    private static string Text(string document) => File.ReadAllText(Path.Combine(AssembledModule.RepositoryRoot, document));

    [GeneratedRegex(@"\[[^\]]+\]\((?<address>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\babout_[A-Za-z_]*[A-Za-z]\b(?!\.)")]
    private static partial Regex TopicName();

    [GeneratedRegex(@"\b(?<name>[A-Z][a-z]+-[A-Z][A-Za-z]+)\b")]
    private static partial Regex CodeName();
}
