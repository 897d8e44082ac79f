namespace RetinaPS.Host;

/// <summary>What one start of the host is asked to do.</summary>
internal enum RunMode
{
    Help,
    Version,
    Command,
    File,
    Interactive,
}
