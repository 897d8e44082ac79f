using System.Management.Automation;

namespace RetinaPS.Host.Commands.Session;

/// <summary>Variables by name.</summary>
[Cmdlet(VerbsCommon.Get, "Variable")]
[OutputType(typeof(PSVariable))]
public sealed class GetVariableCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    public SwitchParameter ValueOnly { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            if (WildcardPattern.ContainsWildcardCharacters(name))
            {
                foreach (var match in InvokeProvider.Item.Get($"variable:{name}").Select(item => item.BaseObject).OfType<PSVariable>())
                    Emit(match);
            }
            else if (SessionState.PSVariable.Get(name) is { } variable)
            {
                Emit(variable);
            }
            else
            {
                WriteError(new ErrorRecord(
                    new ItemNotFoundException($"Cannot find a variable with the name '{name}'."), "VariableNotFound",
                    ErrorCategory.ObjectNotFound, name));
            }
        }
    }

    private void Emit(PSVariable variable) => WriteObject(ValueOnly ? variable.Value : variable);
}
