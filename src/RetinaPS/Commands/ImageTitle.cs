using System.Globalization;
using System.Management.Automation;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>Makes an image's title of what -Title was given: nothing, a property's name, or a script block.</summary>
internal sealed class ImageTitle(object? title)
{
    private readonly object? title = title is PSObject wrapped ? wrapped.BaseObject : title;

    /// <exception cref="RetinaException">InvalidArgument: there is no such property, or the script block fails.</exception>
    public string For(RetinaImage image) => title switch
    {
        null => image.Name,
        ScriptBlock script => Join(image, Evaluate(script, image)),
        _ => Text(Property(image, Text(title))),
    };

    private static IEnumerable<PSObject?> Evaluate(ScriptBlock script, RetinaImage image)
    {
        try
        {
            return script.InvokeWithContext(null, [new PSVariable("_", PSObject.AsPSObject(image))]);
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            throw CommandErrors.NoTitle(image.Name, e.Message, e);
        }
    }

    private static string Join(RetinaImage image, IEnumerable<PSObject?> values)
    {
        string[] texts = [.. values.Select(Text)];
        return texts.Length > 0 ? string.Join(' ', texts) : throw CommandErrors.NoTitle(image.Name, "the script block gave nothing.");
    }

    /// <summary>A property, or a property of a property: Mask.Confidence.</summary>
    private static object? Property(RetinaImage image, string path)
    {
        object? value = image;
        foreach (string name in path.Split('.'))
        {
            if (value is null)
                return null;
            var property = PSObject.AsPSObject(value).Properties[name]
                ?? throw CommandErrors.NoTitle(image.Name, $"there is no property '{path}'.");
            value = property.Value;
        }

        return value;
    }

    private static string Text(object? value) => value switch
    {
        null => string.Empty,
        PSObject wrapped => Text(wrapped.BaseObject),
        double or float => ((IFormattable)value).ToString("G4", CultureInfo.InvariantCulture),
        _ => LanguagePrimitives.ConvertTo<string>(value),
    };
}
