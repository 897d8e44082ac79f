using System.Xml.Linq;

namespace RetinaPS.BuildTool.Help;

/// <summary>Writes a cmdlet's parameters, once as the lines of its syntax and once in full.</summary>
/// <param name="documentation">The text about the properties.</param>
/// <param name="prose">Turns that text into paragraphs.</param>
internal sealed class MamlParameters(XmlDocumentation documentation, Prose prose)
{
    private static readonly string[] ShouldProcessNames = ["WhatIf", "Confirm"];

    /// <summary>One line of syntax for each parameter set.</summary>
    public XElement Syntax(CmdletDefinition cmdlet) => new(
        Maml.Command + "syntax",
        cmdlet.ParameterSets.Select(set => new XElement(
            Maml.Command + "syntaxItem",
            new XElement(Maml.Text + "name", cmdlet.Name),
            cmdlet.Parameters
                .Select(parameter => (Parameter: parameter, Membership: parameter.In(set)))
                .Where(entry => entry.Membership is not null)
                .OrderBy(entry => entry.Membership!.Position ?? int.MaxValue)
                .ThenBy(entry => !entry.Membership!.IsMandatory)
                .Select(entry => SyntaxParameter(entry.Parameter, entry.Membership!)),
            cmdlet.SupportsShouldProcess ? ShouldProcessNames.Select(name => ShouldProcessParameter(name, isSyntax: true)) : null)));

    /// <summary>Every parameter with its description, by name.</summary>
    public XElement Full(CmdletDefinition cmdlet) => new(
        Maml.Command + "parameters",
        cmdlet.Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal).Select(FullParameter),
        cmdlet.SupportsShouldProcess ? ShouldProcessNames.Select(name => ShouldProcessParameter(name, isSyntax: false)) : null);

    private XElement SyntaxParameter(CmdletParameter parameter, ParameterSetMembership membership) =>
        Parameter(parameter, [membership], isSyntax: true);

    private XElement FullParameter(CmdletParameter parameter) => Parameter(parameter, parameter.Memberships, isSyntax: false);

    private XElement Parameter(CmdletParameter parameter, IReadOnlyList<ParameterSetMembership> memberships, bool isSyntax)
    {
        var text = ParameterDocumentation.Read(parameter, documentation, prose);
        return new XElement(
            Maml.Command + "parameter",
            Facts(
                memberships.All(membership => membership.IsMandatory),
                parameter.SupportsWildcards,
                PipelineInput(memberships),
                memberships.Select(membership => membership.Position).FirstOrDefault(position => position is not null),
                parameter.Aliases),
            new XElement(Maml.Text + "name", parameter.Name),
            Maml.Description([.. text.Summary, .. text.Details]),
            isSyntax && parameter.Values is not [] && !parameter.Type.IsArray ? ValueGroup(parameter.Values) : null,
            isSyntax && parameter.IsSwitch ? null : Value(TypeNames.Short(parameter.Type), isRequired: !parameter.IsSwitch),
            Maml.Type(TypeNames.Short(parameter.Type)),
            new XElement(Maml.Dev + "defaultValue", text.Default));
    }

    private static XElement ShouldProcessParameter(string name, bool isSyntax) => new(
        Maml.Command + "parameter",
        Facts(isRequired: false, supportsWildcards: false, "False", position: null, [name == "WhatIf" ? "wi" : "cf"]),
        new XElement(Maml.Text + "name", name),
        Maml.Description([name == "WhatIf" ? "Shows what would happen, and does nothing." : "Asks before each change."]),
        isSyntax ? null : Value("SwitchParameter", isRequired: false),
        Maml.Type("SwitchParameter"),
        new XElement(Maml.Dev + "defaultValue", "False"));

    private static XAttribute[] Facts(
        bool isRequired,
        bool supportsWildcards,
        string pipelineInput,
        int? position,
        IReadOnlyList<string> aliases) =>
    [
        new("required", isRequired),
        new("variableLength", true),
        new("globbing", supportsWildcards),
        new("pipelineInput", pipelineInput),
        new("position", position?.ToString() ?? "named"),
        new("aliases", aliases is [] ? "none" : string.Join(", ", aliases)),
    ];

    private static XElement Value(string type, bool isRequired) =>
        new(Maml.Command + "parameterValue", new XAttribute("required", isRequired), new XAttribute("variableLength", false), type);

    private static XElement ValueGroup(IEnumerable<string> values) => new(
        Maml.Command + "parameterValueGroup",
        values.Select(value => Value(value, isRequired: false)));

    private static string PipelineInput(IReadOnlyList<ParameterSetMembership> memberships)
    {
        string[] ways =
        [
            .. memberships.Any(membership => membership.FromPipeline) ? ["ByValue"] : Array.Empty<string>(),
            .. memberships.Any(membership => membership.FromPipelineByPropertyName) ? ["ByPropertyName"] : Array.Empty<string>(),
        ];
        return ways is [] ? "False" : $"True ({string.Join(", ", ways)})";
    }
}
