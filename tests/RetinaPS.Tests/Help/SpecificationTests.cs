using System.Globalization;
using System.Text.RegularExpressions;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Help;

/// <summary>
/// Comments cite docs/specification.md by sections that exist. Sections of other documents are cited by their number alone.
/// </summary>
public sealed partial class SpecificationTests
{
    /// <summary>Each source file with the sections that it cites.</summary>
    private static readonly Dictionary<string, string[]> Citations = SourceFiles("kernels").Concat(SourceFiles("src"))
        .ToDictionary(NameOf, file => CitedIn(File.ReadAllText(file)), StringComparer.Ordinal);

    private static readonly string[] Sections =
    [
        .. Heading().Matches(File.ReadAllText(Path.Combine(AssembledModule.RepositoryRoot, "docs", "specification.md")))
            .Select(heading => heading.Groups["number"].Value),
    ];

    public static TheoryData<string> CitingFiles => [.. Citations.Where(file => file.Value.Length > 0).Select(file => file.Key)];

    public static TheoryData<string> KernelFamilies =>
    [
        .. Citations.Keys.Where(name =>
            name.EndsWith(".cu", StringComparison.Ordinal) && !name.StartsWith("kernels/vessel_", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(CitingFiles))]
    public void Sections_that_comments_cite_exist(string file) => Assert.Empty(Citations[file].Except(Sections));

    /// <summary>Those of the vessel methods follow docs/vessels.md.</summary>
    [Theory]
    [MemberData(nameof(KernelFamilies))]
    public void Each_family_of_kernels_cites_what_it_implements(string file) => Assert.NotEmpty(Citations[file]);

    [Fact]
    public void Sections_are_numbered_from_1_without_gaps()
    {
        string[] whole = [.. Sections.Where(number => !number.Contains('.', StringComparison.Ordinal))];
        Assert.Equal(Enumerable.Range(1, whole.Length).Select(number => number.ToString(CultureInfo.InvariantCulture)), whole);
        Assert.Distinct(Sections);
    }

    [Theory]
    [InlineData("// Rule: sections 2, 12 and 4.1 in one go", "2,12,4.1")]
    [InlineData("/// (specification, section\n    /// 7.)", "7")]
    [InlineData("// Rule: section 11, range [0, 256)", "11")]
    public void Citations_are_read_across_lists_and_lines(string comment, string sections) =>
        Assert.Equal(sections.Split(','), CitedIn(comment));

    private static string[] CitedIn(string source) =>
    [
        .. Citation().Matches(LineBreak().Replace(source, " ")).SelectMany(citation => Number().Matches(citation.Value))
            .Select(number => number.Value),
    ];

    private static IEnumerable<string> SourceFiles(string folder) =>
        from file in Directory.EnumerateFiles(Path.Combine(AssembledModule.RepositoryRoot, folder), "*", SearchOption.AllDirectories)
        where Path.GetExtension(file) is ".cs" or ".cu" or ".cuh" && !BuildFolder().IsMatch(NameOf(file))
        orderby file
        select file;

    private static string NameOf(string file) => Path.GetRelativePath(AssembledModule.RepositoryRoot, file).Replace('\\', '/');

    [GeneratedRegex(@"^#{2,3} (?<number>\d+(\.\d+)?)\.? ", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\bsections?\s\d+(\.\d+)?((,\s|\sand\s)\d+(\.\d+)?)*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Citation();

    [GeneratedRegex(@"\d+(\.\d+)?", RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    /// <summary>The end of a comment's line, with what begins the next.</summary>
    [GeneratedRegex(@"\s*\n\s*//+\s*")]
    private static partial Regex LineBreak();

    [GeneratedRegex("/(bin|obj|node_modules)/", RegexOptions.ExplicitCapture)]
    private static partial Regex BuildFolder();
}
