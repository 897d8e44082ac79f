namespace RetinaPS.Host.Commands.Serialization;

/// <summary>Which fields of a CSV record stand in quotes.</summary>
public enum CsvQuoting
{
    Always,
    AsNeeded,
    Never,
}
