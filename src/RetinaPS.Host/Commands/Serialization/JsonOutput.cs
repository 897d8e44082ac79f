using System.Collections;
using System.Management.Automation;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RetinaPS.Host.Commands.Serialization;

/// <summary>Writes what the shell holds as JSON: dictionaries and objects with properties as objects, other collections as arrays.</summary>
internal sealed class JsonOutput(int maximumDepth, bool enumsAsStrings)
{
    /// <summary>Whether something lay deeper than the maximum and was written as text.</summary>
    public bool Truncated { get; private set; }

    public string Serialize(object? value, bool compress)
    {
        var options = new JsonWriterOptions { Indented = !compress, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, options))
            Write(writer, value, depth: 0);
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        var target = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (target is null or DBNull || target == System.Management.Automation.Internal.AutomationNull.Value)
            writer.WriteNullValue();
        else if (!TryWriteScalar(writer, target))
            WriteComposite(writer, value!, target, depth);
    }

    private void WriteComposite(Utf8JsonWriter writer, object value, object target, int depth)
    {
        if (depth > maximumDepth)
        {
            Truncated = true;
            writer.WriteStringValue(LanguagePrimitives.ConvertTo<string>(value));
        }
        else if (target is IDictionary table)
        {
            var entries = table.Cast<DictionaryEntry>().Select(entry => (entry.Key.ToString()!, (Func<object?>)(() => entry.Value)));
            WriteObject(writer, entries, depth);
        }
        else if (target is IEnumerable items)
        {
            writer.WriteStartArray();
            foreach (var item in items)
                Write(writer, item, depth + 1);
            writer.WriteEndArray();
        }
        else
        {
            var properties = PSObject.AsPSObject(value).Properties.Where(property => property.IsGettable);
            WriteObject(writer, properties.Select(property => (property.Name, (Func<object?>)(() => property.Value))), depth);
        }
    }

    private void WriteObject(Utf8JsonWriter writer, IEnumerable<(string Name, Func<object?> Value)> members, int depth)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(name);
            Write(writer, ValueOrNull(value), depth + 1);
        }

        writer.WriteEndObject();
    }

    private bool TryWriteScalar(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case Enum when !enumsAsStrings:
                writer.WriteRawValue(Convert.ToDecimal(value).ToString("F0"));
                break;
            case string or char or Enum or Uri or Version or Guid or Type or ScriptBlock or FileSystemInfo:
                writer.WriteStringValue(value.ToString());
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case SwitchParameter flag:
                writer.WriteBooleanValue(flag);
                break;
            case double number when !double.IsFinite(number):
            case float single when !float.IsFinite(single):
                writer.WriteStringValue(value.ToString());
                break;
            case double or float or decimal or BigInteger:
                writer.WriteRawValue(NumberText((IFormattable)value));
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong:
                writer.WriteRawValue(((IFormattable)value).ToString(null, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case DateTime time:
                writer.WriteStringValue(time);
                break;
            case DateTimeOffset time:
                writer.WriteStringValue(time);
                break;
            default:
                return false;
        }

        return true;
    }

    // A number with a fraction keeps its point, so that reading it back gives the same type.
    private static string NumberText(IFormattable number)
    {
        var text = number.ToString(null, System.Globalization.CultureInfo.InvariantCulture);
        return number is BigInteger || text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private static object? ValueOrNull(Func<object?> value)
    {
        try
        {
            return value();
        }
        catch (GetValueException)
        {
            return null;
        }
    }
}
