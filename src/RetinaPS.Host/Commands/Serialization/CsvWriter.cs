using System.Management.Automation;

namespace RetinaPS.Host.Commands.Serialization;

/// <summary>Turns objects into the lines of a CSV text. The first object decides the columns.</summary>
internal sealed class CsvWriter(char delimiter, CsvQuoting quoting)
{
    private string[]? columns;

    /// <summary>The columns of records that a file holds already, when adding to it.</summary>
    public IReadOnlyList<string>? Columns
    {
        get => columns;
        set => columns = value?.ToArray();
    }

    public string Header => Join(columns ?? []);

    /// <returns>True for the first object, before whose record the header belongs.</returns>
    public bool Begin(PSObject first)
    {
        if (columns is not null)
            return false;
        columns = [.. PropertyNames(first)];
        return true;
    }

    public string Record(PSObject item) => Join(columns!.Select(name => Text(item, name)));

    private static IEnumerable<string> PropertyNames(PSObject item) => item.BaseObject is System.Collections.IDictionary table
        ? table.Keys.Cast<object>().Select(key => key.ToString()!)
        : item.Properties.Where(property => property.IsGettable).Select(property => property.Name);

    private static string? Text(PSObject item, string name)
    {
        try
        {
            var value = item.BaseObject is System.Collections.IDictionary table ? table[name] : item.Properties[name]?.Value;
            return value is null ? null : LanguagePrimitives.ConvertTo<string>(value);
        }
        catch (GetValueException)
        {
            return null; // A property that throws leaves its field empty, as everywhere in the shell.
        }
    }

    private string Join(IEnumerable<string?> fields) => string.Join(delimiter, fields.Select(Quote));

    private string? Quote(string? field)
    {
        if (field is null || quoting == CsvQuoting.Never)
            return field;
        if (quoting == CsvQuoting.AsNeeded && field.IndexOfAny([delimiter, '"', '\r', '\n']) < 0)
            return field;
        return $"\"{field.Replace("\"", "\"\"")}\"";
    }
}
