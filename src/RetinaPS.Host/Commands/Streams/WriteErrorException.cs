namespace RetinaPS.Host.Commands.Streams;

/// <summary>What a script reports by Write-Error with nothing but a message.</summary>
public sealed class WriteErrorException(string message) : Exception(message);
