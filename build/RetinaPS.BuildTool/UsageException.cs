namespace RetinaPS.BuildTool;

/// <summary>The command line asks for something the tool does not offer.</summary>
internal sealed class UsageException(string message) : Exception(message);
