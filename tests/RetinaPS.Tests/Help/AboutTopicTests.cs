using RetinaPS.BuildTool.Help;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Help;

/// <summary>The topics of docs/help reach Get-Help, and fit a terminal of 80 columns.</summary>
public sealed class AboutTopicTests : CmdletTest
{
    private const int Columns = 80;

    public static TheoryData<string> Topics =>
        [.. Directory.EnumerateFiles(SourceFolder, "about_*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static string SourceFolder => Path.Combine(AssembledModule.RepositoryRoot, "docs", "help");

    [Theory]
    [InlineData("about_RetinaPS")]
    [InlineData("about_RetinaImage")]
    [InlineData("about_RetinaPS_Manifest")]
    [InlineData("about_RetinaPS_Performance")]
    public void The_topics_that_people_are_sent_to_exist(string topic) => Assert.Contains(topic, Topics.Select(row => row.Data));

    [Theory]
    [MemberData(nameof(Topics))]
    public void Get_Help_shows_a_topic(string topic)
    {
        string shown = Run($"Get-Help {topic}").Succeeded().Single<string>();
        Assert.StartsWith($"TOPIC\n    {topic}\n\nSHORT DESCRIPTION\n    ", shown, StringComparison.Ordinal);
        Assert.DoesNotContain('`', shown.Replace("`\n", "", StringComparison.Ordinal));
        Assert.All(shown.Split('\n'), line => Assert.InRange(line.Length, 0, Columns));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_search_shows_a_topics_one_line(string topic)
    {
        // A wildcard that one topic alone matches shows it whole.
        string[] shown = Run("Get-Help about_Retina* | ForEach-Object { \"$($_.Name): $($_.Synopsis)\" }").Succeeded().As<string>();
        string line = MarkdownText.Plain(File.ReadAllLines(Path.Combine(SourceFolder, topic + ".md")).Skip(1).First(text => text.Length > 0));
        Assert.Contains($"{topic}: {line}", shown);
    }

    [Fact]
    public void Every_error_is_named_where_people_look_for_it()
    {
        string topic = File.ReadAllText(Path.Combine(SourceFolder, "about_RetinaPS.md"));
        Assert.All(Enum.GetNames<RetinaErrorId>(), error => Assert.Matches($@"\b{error}\b", topic));
    }

    [Fact]
    public void Text_is_wrapped_and_code_stands_as_it_is()
    {
        string word = new('w', 30);
        string help = AboutTopic.Render("about_X",
        [
            "# about_X", "", "What it is.", "", $"{word} `{word}`", $"[{word}](other.md)", "", "## A section", "", $"- {word} {word} {word}", "- short", "",
            "    first", "", "      second", "", "[Site](https://example.org)",
        ]);
        Assert.Equal(
            $"""
            TOPIC
                about_X

            SHORT DESCRIPTION
                What it is.

            LONG DESCRIPTION
                {word} {word}
                {word}

            A SECTION
                - {word} {word}
                  {word}
                - short

                    first

                      second

                Site (https://example.org)

            """.ReplaceLineEndings("\n"),
            help);
    }

    [Theory]
    [InlineData("# about_Y", "", "What it is.")]
    [InlineData("# about_X", "", "## A section")]
    [InlineData("# about_X", "", "What it is.", "", "| a | table |")]
    [InlineData("# about_X", "", "What it is.", "", "```", "fenced", "```")]
    [InlineData("# about_X", "", "What it is.", "", "    a line of code that is so long that it would not fit into the 80 columns of a terminal")]
    [InlineData("# about_X", "", "What it is, at such a length that the one line it should be would not fit into the 80 columns of a terminal.")]
    public void A_topic_that_Get_Help_could_not_show_fails_the_build(params string[] markdown) =>
        Assert.Throws<FormatException>(() => AboutTopic.Render("about_X", markdown));
}
