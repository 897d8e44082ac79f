namespace RetinaPS.Cuda;

/// <summary>The driver's compiler did not take a module.</summary>
internal sealed class CudaModuleException(
    CudaResult result, string errorName, string description, string call, int deviceOrdinal, string message, string errorLog, string infoLog)
    : CudaException(result, errorName, description, call, deviceOrdinal, message)
{
    /// <summary>What the compiler says is wrong, with line numbers of the PTX.</summary>
    public string ErrorLog { get; } = errorLog;

    /// <summary>What else the compiler says.</summary>
    public string InfoLog { get; } = infoLog;
}
