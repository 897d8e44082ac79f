namespace RetinaPS.Cuda;

/// <summary>The environment asks for a memory budget that is none.</summary>
internal sealed class BudgetFormatException(string message) : FormatException(message);
