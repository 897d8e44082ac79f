using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RetinaPS.Host.Commands.Serialization;

/// <summary>Writes what the shell holds as JSON: dictionaries and objects with properties as objects, other collections as arrays.</summary>
internal sealed class JsonOutput(int maximumDepth, bool enumsAsStrings)
{
    private const double LargestPlainFraction = 1e15;

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
            case sbyte or byte or short or ushort or int or uint or long or ulong:
                writer.WriteNumberValue(Convert.ToDecimal(value, CultureInfo.InvariantCulture));
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
            case double or float or decimal:
                WriteFraction(writer, Convert.ToDouble(value, CultureInfo.InvariantCulture), value);
                break;
            case BigInteger whole:
                writer.WriteRawValue(whole.ToString(CultureInfo.InvariantCulture));
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

    // Whole values keep a point, so that reading them back gives the same type.
    private static void WriteFraction(Utf8JsonWriter writer, double number, object value)
    {
        if (double.IsInteger(number) && Math.Abs(number) < LargestPlainFraction)
            writer.WriteNumberValue(decimal.Add((decimal)number, 0.0m));
        else if (value is float single)
            writer.WriteNumberValue(single);
        else if (value is decimal exact)
            writer.WriteNumberValue(exact);
        else
            writer.WriteNumberValue(number);
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
