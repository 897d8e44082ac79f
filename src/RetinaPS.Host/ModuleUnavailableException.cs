namespace RetinaPS.Host;

/// <summary>The module that this program exists to run is missing or does not load.</summary>
internal sealed class ModuleUnavailableException(string message, Exception cause) : Exception(message, cause);
