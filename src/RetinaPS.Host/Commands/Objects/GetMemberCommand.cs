using System.Management.Automation;

namespace RetinaPS.Host.Commands.Objects;

/// <summary>The members of what comes down the pipeline, once for each type.</summary>
[Cmdlet(VerbsCommon.Get, "Member")]
[OutputType(typeof(MemberDescription))]
public sealed class GetMemberCommand : PSCmdlet
{
    private readonly HashSet<string> seen = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    [Alias("Type")]
    public PSMemberTypes MemberType { get; set; } = PSMemberTypes.All;

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not { } input || !seen.Add(input.TypeNames[0]))
            return;

        var members = Name.SelectMany(name => input.Members.Match(name, MemberType))
            .Where(member => Force || !IsAccessor(member.Name))
            .OrderBy(member => member.MemberType.ToString()).ThenBy(member => member.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var member in members)
        {
            var result = PSObject.AsPSObject(new MemberDescription(input.TypeNames[0], member.Name, member.MemberType, member.ToString()!));
            result.TypeNames.Insert(0, "Microsoft.PowerShell.Commands.MemberDefinition");
            WriteObject(result);
        }
    }

    private static bool IsAccessor(string name) =>
        name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal)
        || name is "pstypenames" or "psadapted" or "psbase" or "psextended" or "psobject";
}
