using System.Management.Automation;
using System.Management.Automation.Language;
using RetinaPS.Engines.Cuda;
using RetinaPS.Tests.SoftCuda;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Help;

/// <summary>
/// Whatever the help and the read-me tell people to type works as it stands there, in a folder that holds the files they name. New examples
/// are found by themselves; files that they need are added to <see cref="ExampleFolder"/>.
/// </summary>
public sealed class ExampleTests : CmdletTest
{
    private const int MostForPersons = 3;

    private static readonly Dictionary<string, Example> All =
        HelpFile.Examples.Concat(MarkdownFile.Names.SelectMany(MarkdownFile.Examples)).ToDictionary(example => example.Id);

    public static TheoryData<string> Runnable => [.. Ids(example => !example.NeedsPerson && !example.NeedsGpu)];

    public static TheoryData<string> RunnableOnGpu => [.. Ids(example => example.NeedsGpu)];

    public static TheoryData<string> Shown => [.. All.Keys];

    [Theory]
    [Trait("Speed", "Slow")]
    [MemberData(nameof(Runnable))]
    public void An_example_runs_and_its_results_can_be_shown(string id)
    {
        ExampleFolder.Fill(Folder);
        var results = Run(All[id].Code).Succeeded();
        Assert.Empty(results.Warnings);
        Shell.Set("results", results.Output);
        Run("$results | Out-String -Width 100").Succeeded();
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void The_blocks_of_the_read_me_run_one_after_the_other_in_one_folder()
    {
        ExampleFolder.Fill(Folder);
        var blocks = MarkdownFile.Examples("README.md").Select(example => example.Code);
        var result = PwshProcess.Command(Folder.Path, string.Join('\n', blocks));
        Assert.True(result.ExitCode == 0 && result.Errors.Length == 0, $"{result.ExitCode}: {result.Errors}");
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [MemberData(nameof(RunnableOnGpu))]
    public void An_example_for_GPUs_runs_on_software_devices(string id)
    {
        SoftCudaLibrary.Require(KernelModules.Exist, $"RetinaPS was built without kernels ({KernelModules.Origin})");
        Assert.SkipWhen(SoftCudaLibrary.IsSanitized, "starts processes of its own");
        ExampleFolder.Fill(Folder);
        var variables = new Dictionary<string, string> { ["RETINAPS_CUDA_DRIVER"] = SoftCudaLibrary.Path, ["SOFTCUDA_DEVICES"] = "2" };
        var result = PwshProcess.CommandWith(variables, Folder.Path, All[id].Code);
        Assert.True(result.ExitCode == 0 && result.Errors.Length == 0, $"{result.ExitCode}: {result.Output}{result.Errors}");
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void An_example_parses_and_gives_the_modules_cmdlets_parameters_that_they_have(string id)
    {
        Parser.ParseInput(All[id].Code, out _, out var errors);
        Assert.Empty(errors.Select(error => error.Message));
        var unknown =
            from call in All[id].Calls
            let command = Find(call.GetCommandName())
            where command is not null
            from parameter in call.CommandElements.OfType<CommandParameterAst>()
            where !Takes(command, parameter.ParameterName)
            select parameter.Extent.Text;
        Assert.Empty(unknown);
    }

    [Fact]
    public void Few_examples_wait_for_a_person_and_only_those_that_open_a_viewer()
    {
        var waiting = All.Values.Where(example => example.NeedsPerson).ToList();
        Assert.True(waiting.Count <= MostForPersons, string.Join('\n', waiting.Select(example => example.Id)));
        Assert.All(waiting, example => Assert.Contains(
            example.Calls.SelectMany(call => call.CommandElements), element => element is CommandParameterAst { ParameterName: "Viewer" }));
    }

    [Fact]
    public void Examples_are_found_in_the_help_of_cmdlets_in_the_read_me_and_in_the_topics() =>
        Assert.Superset(
            new HashSet<string> { "Invoke-RetinaPreprocess", "README.md" }, All.Values.Select(example => example.Source).ToHashSet());

    private static IEnumerable<string> Ids(Func<Example, bool> belongs) => All.Values.Where(belongs).Select(example => example.Id);

    private static bool Takes(CommandInfo command, string parameter) =>
        command.Parameters.Values.Any(p => p.Name.Equals(parameter, StringComparison.OrdinalIgnoreCase)
            || p.Aliases.Contains(parameter, StringComparer.OrdinalIgnoreCase));

    private CommandInfo? Find(string? name)
    {
        Shell.Set("name", name);
        return Run("Get-Command -Module RetinaPS | Where-Object Name -eq $name").Succeeded().As<CommandInfo>() switch
        {
            [AliasInfo alias] => alias.ResolvedCommand,
            [var command] => command,
            _ => null,
        };
    }
}
