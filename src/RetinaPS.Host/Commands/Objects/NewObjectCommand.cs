using System.Collections;
using System.Management.Automation;

namespace RetinaPS.Host.Commands.Objects;

/// <summary>Makes an object of a .NET type.</summary>
[Cmdlet(VerbsCommon.New, "Object")]
public sealed class NewObjectCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string TypeName { get; set; } = "";

    [Parameter(Position = 1)]
    [Alias("Args")]
    public object?[] ArgumentList { get; set; } = [];

    [Parameter]
    public IDictionary? Property { get; set; }

    protected override void EndProcessing()
    {
        var type = LanguagePrimitives.ConvertTo<Type>(TypeName);
        var made = type == typeof(PSObject) ? new PSObject() : PSObject.AsPSObject(Construct(type));
        foreach (DictionaryEntry entry in Property ?? new Hashtable())
        {
            var name = entry.Key.ToString()!;
            if (made.Properties[name] is { IsSettable: true } property)
                property.Value = entry.Value;
            else
                made.Properties.Add(new PSNoteProperty(name, entry.Value));
        }

        WriteObject(made);
    }

    // The language's own "new" picks the constructor and converts the arguments; held in a property, a collection is not unrolled.
    private object Construct(Type type) =>
        InvokeCommand.InvokeScript("param($type, $arguments) [pscustomobject]@{ Made = $type::new.Invoke($arguments) }", type, ArgumentList)[0]
            .Properties["Made"].Value;
}
