using System.Management.Automation;
using System.Text;

namespace RetinaPS.Host.Commands.Serialization;

/// <summary>Reads CSV records: quoted fields may hold delimiters, doubled quotes and line ends.</summary>
internal sealed class CsvReader(TextReader reader, char delimiter)
{
    /// <summary>The next record, or null at the end. Empty lines are passed over.</summary>
    public List<string>? ReadRecord()
    {
        while (reader.Peek() is '\r' or '\n')
            reader.Read();
        if (reader.Peek() < 0)
            return null;

        var fields = new List<string>();
        while (ReadField(fields))
        {
        }

        return fields;
    }

    /// <summary>The remaining records as objects with the header's properties; what is missing is null.</summary>
    public IEnumerable<PSObject> ReadObjects(IReadOnlyList<string>? header)
    {
        header ??= ReadRecord();
        while (header is not null && ReadRecord() is { } record)
        {
            var item = new PSObject();
            for (var i = 0; i < header.Count; i++)
                item.Properties.Add(new PSNoteProperty(header[i].Length > 0 ? header[i] : $"H{i + 1}", i < record.Count ? record[i] : null));
            yield return item;
        }
    }

    // True when another field follows in the same record.
    private bool ReadField(List<string> fields)
    {
        var field = new StringBuilder();
        while (reader.Peek() == ' ')
            field.Append((char)reader.Read());
        if (reader.Peek() == '"')
        {
            field.Clear();
            reader.Read();
            ReadQuoted(field);
        }

        int next;
        while ((next = reader.Read()) >= 0 && next != delimiter && next != '\n')
        {
            if (next != '\r' || reader.Peek() != '\n')
                field.Append((char)next);
        }

        fields.Add(field.ToString());
        return next == delimiter;
    }

    private void ReadQuoted(StringBuilder field)
    {
        int next;
        while ((next = reader.Read()) >= 0)
        {
            if (next != '"')
                field.Append((char)next);
            else if (reader.Peek() == '"')
                field.Append((char)reader.Read());
            else
                return;
        }
    }
}
