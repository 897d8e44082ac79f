using System.Xml.Linq;
using RetinaPS.BuildTool.Help;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Help;

/// <summary>The pages of docs/cmdlets, which Get-Help -Online opens, say what Get-Help says.</summary>
public sealed class CmdletPageTests : CmdletTest
{
    private const string Renew = "Renew it: dotnet build src/RetinaPS -c Release -t:CmdletPages";
    private static readonly string PageFolder = Path.Combine(AssembledModule.RepositoryRoot, "docs", "cmdlets");

    private static readonly IReadOnlyDictionary<string, CmdletPage> Pages = CmdletPage.ReadAll(
        XDocument.Load(Path.Combine(AssembledModule.Folder, "en-US", "RetinaPS.dll-Help.xml"))).ToDictionary(page => page.Name);

    public static TheoryData<string> Cmdlets => [.. Pages.Keys];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_page_is_what_the_help_makes_of_it(string cmdlet) =>
        Assert.True(File.ReadAllText(PathOf(cmdlet)).ReplaceLineEndings("\n") == Pages[cmdlet].Render(), $"docs/cmdlets/{cmdlet}.md is stale. {Renew}");

    [Fact]
    public void There_is_a_page_for_every_cmdlet_and_for_nothing_else() => Assert.Equal(
        Pages.Keys.Order(StringComparer.Ordinal),
        Directory.GetFiles(PageFolder).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Help_online_leads_to_the_page(string cmdlet)
    {
        string address = Run($"(Get-Command {cmdlet}).HelpUri").Succeeded().Single<string>();
        Assert.Equal($"https://github.com/RetinaPS/RetinaPS/blob/main/docs/cmdlets/{cmdlet}.md", address);
    }

    [Fact]
    public void What_Markdown_would_take_for_a_mark_is_escaped() =>
        Assert.Equal(@"\*.jpeg, $\_, \<NAME\>, a\|b, \`x\`, about_RetinaPS", MarkdownText.Escape("*.jpeg, $_, <NAME>, a|b, `x`, about_RetinaPS"));

    private static string PathOf(string cmdlet) => Path.Combine(PageFolder, cmdlet + ".md");
}
