using System.Management.Automation;
using System.Reflection;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Help;

/// <summary>Get-Help has an answer for every cmdlet, parameter, value and output type, and its links lead somewhere.</summary>
public sealed class HelpCoverageTests : CmdletTest
{
    private static readonly string[] Common = [.. Cmdlet.CommonParameters, .. Cmdlet.OptionalCommonParameters.Except(["WhatIf", "Confirm"])];

    public static TheoryData<string> Cmdlets =>
    [
        .. AssembledModule.Cmdlets.Select(type => type.GetCustomAttribute<CmdletAttribute>()!)
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}").Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_has_a_synopsis_a_description_and_titled_examples_with_an_explanation(string cmdlet)
    {
        var help = Help(cmdlet);
        Assert.EndsWith(".", Text(help, "Synopsis"), StringComparison.Ordinal);
        Assert.NotEmpty(Texts(help.Properties["description"].Value));
        var examples = Many(Property(help.Properties["examples"].Value, "example")).ToList();
        Assert.NotEmpty(examples);
        Assert.All(examples, example =>
        {
            Assert.Matches(@"^-+ Example \d+: \S.* -+$", Text(example, "title"));
            Assert.NotEmpty(Text(example, "code"));
            Assert.NotEmpty(Texts(Property(example, "remarks")));
        });
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Examples_are_printed_line_by_line_in_a_terminal_of_80_columns(string cmdlet)
    {
        string[] printed = [.. Run($"Get-Help {cmdlet} -Examples | Out-String -Stream -Width 80").Succeeded().As<string>().Select(line => line.TrimEnd())];
        var examples = HelpFile.Examples.Where(example => example.Source == cmdlet).ToList();
        Assert.All(examples.SelectMany(example => example.Code.Split('\n')), line => Assert.Contains(("    " + line).TrimEnd(), printed));
        Assert.All(examples, example => Assert.Contains(printed, line => line.Trim('-', ' ') == example.Title && line.EndsWith('-')));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Statements_of_an_example_start_in_the_first_column(string cmdlet) => Assert.All(
        HelpFile.Examples.Where(example => example.Source == cmdlet).SelectMany(example => example.Statements),
        statement => Assert.Equal(1, statement.Extent.StartColumnNumber));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_is_described(string cmdlet)
    {
        var parameters = Run($"(Get-Command {cmdlet}).Parameters.Values").Succeeded().As<ParameterMetadata>();
        var described = Many(Property(Help(cmdlet).Properties["parameters"].Value, "parameter")).ToDictionary(parameter => Text(parameter, "name"));
        Assert.Equal(
            parameters.Select(parameter => parameter.Name).Except(Common).Order(StringComparer.Ordinal), described.Keys.Order(StringComparer.Ordinal));
        Assert.All(described.Values, parameter => Assert.NotEmpty(Texts(Property(parameter, "description"))));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_value_that_a_parameter_takes_is_described(string cmdlet)
    {
        var described = Many(Property(Help(cmdlet).Properties["parameters"].Value, "parameter"))
            .ToDictionary(parameter => Text(parameter, "name"), parameter => string.Join('\n', Texts(Property(parameter, "description"))));
        var missing =
            from parameter in Run($"(Get-Command {cmdlet}).Parameters.Values").Succeeded().As<ParameterMetadata>()
            where !Common.Contains(parameter.Name)
            let type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType
            let allowed = parameter.Attributes.OfType<ValidateSetAttribute>().SelectMany(set => set.ValidValues)
            from value in type.IsEnum ? allowed.DefaultIfEmpty(null).SelectMany(name => name is null ? Enum.GetNames(type) : [name]) : []
            where !described[parameter.Name].Contains($"- {value}: ", StringComparison.Ordinal)
            select $"{cmdlet} -{parameter.Name} {value}";
        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_output_type_is_described(string cmdlet)
    {
        var command = Run($"Get-Command {cmdlet}").Succeeded().Single<CmdletInfo>();
        Assert.NotEmpty(command.OutputType);
        var described = Many(Property(Help(cmdlet).Properties["returnValues"].Value, "returnValue"))
            .ToDictionary(value => Text(Property(value, "type")!, "name"), value => Texts(Property(value, "description")));
        Assert.Equal(command.OutputType.Select(type => type.Name).Order(StringComparer.Ordinal), described.Keys.Order(StringComparer.Ordinal));
        Assert.All(described, type => Assert.True(type.Value.Length > 0, type.Key));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_link_leads_to_help_or_to_an_address(string cmdlet)
    {
        foreach (var link in Many(Property(Help(cmdlet).Properties["relatedLinks"]?.Value, "navigationLink")))
        {
            string address = Text(link, "uri");
            if (address.Length > 0)
                Assert.True(Uri.IsWellFormedUriString(address, UriKind.Absolute), address);
            else
                Run($"Get-Help '{Text(link, "linkText")}' | ForEach-Object Synopsis").Succeeded();
        }
    }

    private PSObject Help(string cmdlet) => Assert.Single(Run($"Get-Help {cmdlet} -Full").Succeeded().Output);

    private static object? Property(object? value, string name) => value is null ? null : PSObject.AsPSObject(value).Properties[name]?.Value;

    private static string Text(object value, string name) => $"{Property(value, name)}".Trim();

    private static IEnumerable<PSObject> Many(object? value) =>
        value is null ? [] : LanguagePrimitives.GetEnumerable(value)?.Cast<object>().Select(PSObject.AsPSObject) ?? [PSObject.AsPSObject(value)];

    private static string[] Texts(object? paragraphs) => [.. Many(paragraphs).Select(paragraph => Text(paragraph, "Text")).Where(text => text.Length > 0)];
}
