using System.Management.Automation;
using System.Management.Automation.Language;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Scripts;

/// <summary>Reads the repository's PowerShell scripts without running them: most benchmarks need a GPU or photographs.</summary>
public sealed class PowerShellScriptTests
{
    private const string PesterFolder = "tests/pester/";
    private const string PesterSuffix = ".Tests.ps1";
    private static readonly string[] Extensions = [".ps1", ".psd1", ".psm1"];
    private static readonly string[] OutputFolders = ["bin", "obj", "out", "TestResults"];

    public static TheoryData<string> Scripts => [.. Files(AssembledModule.RepositoryRoot).Order(StringComparer.Ordinal)];

    public static TheoryData<string> PesterFiles => [.. PesterFileNames()];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_parses(string script)
    {
        Parser.ParseFile(FullPath(script), out _, out var errors);
        Assert.Empty(errors.Select(e => $"{script}({e.Extent.StartLineNumber}): {e.Message}"));
    }

    [Fact]
    public void Each_exported_cmdlet_has_its_Pester_file_and_each_Pester_file_its_cmdlet() => Assert.Equal(
        ModuleCommands().Values.OfType<CmdletInfo>().Select(c => c.Name).Distinct().Order(StringComparer.Ordinal),
        PesterFileNames().Select(file => file[PesterFolder.Length..^PesterSuffix.Length]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_gives_the_modules_commands_parameters_that_they_have(string script)
    {
        var commands = ModuleCommands();
        var unknown =
            from call in Find<CommandAst>(script)
            where call.GetCommandName() is { } name && commands.ContainsKey(name)
            from parameter in call.CommandElements.OfType<CommandParameterAst>()
            where !Takes(commands[call.GetCommandName()], parameter.ParameterName)
            select $"{script}({parameter.Extent.StartLineNumber}): {call.GetCommandName()} -{parameter.ParameterName}";
        Assert.Empty(unknown);
    }

    [Theory]
    [MemberData(nameof(PesterFiles))]
    public void A_Pester_file_describes_its_cmdlet_and_calls_it(string script)
    {
        string cmdlet = script[PesterFolder.Length..^PesterSuffix.Length];
        var calls = Find<CommandAst>(script);
        Assert.Contains(calls, call => call.GetCommandName() == "Describe" && call.CommandElements[1].Extent.Text == $"'{cmdlet}'");
        Assert.Contains(calls, call => call.GetCommandName() == cmdlet);
    }

    private static Dictionary<string, CommandInfo> ModuleCommands()
    {
        using var shell = new ModuleRunspace();
        var commands = shell.Run("Get-Command -Module RetinaPS").Succeeded().As<CommandInfo>();
        return commands.ToDictionary(
            command => command.Name, command => command is AliasInfo alias ? alias.ResolvedCommand : command, StringComparer.OrdinalIgnoreCase);
    }

    private static bool Takes(CommandInfo command, string parameter) =>
        command.Parameters.ContainsKey(parameter)
        || command.Parameters.Values.Any(p => p.Aliases.Contains(parameter, StringComparer.OrdinalIgnoreCase));

    private static List<T> Find<T>(string script)
        where T : Ast =>
        [.. Parser.ParseFile(FullPath(script), out _, out _).FindAll(node => node is T, searchNestedScriptBlocks: true).Cast<T>()];

    private static IEnumerable<string> PesterFileNames() => Scripts.Select(row => row.Data)
        .Where(script => script.StartsWith(PesterFolder, StringComparison.Ordinal) && script.EndsWith(PesterSuffix, StringComparison.Ordinal));

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder)
            .Where(file => Extensions.Contains(Path.GetExtension(file)))
            .Select(file => Path.GetRelativePath(AssembledModule.RepositoryRoot, file).Replace('\\', '/'))
            .Concat(Directory.EnumerateDirectories(folder)
                .Where(child => Path.GetFileName(child) is { } name && name[0] != '.' && !OutputFolders.Contains(name))
                .SelectMany(Files));

    private static string FullPath(string script) => Path.Combine(AssembledModule.RepositoryRoot, script);
}
