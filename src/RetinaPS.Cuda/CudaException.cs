namespace RetinaPS.Cuda;

/// <summary>A call to the CUDA driver failed, or was not made because the device had failed before.</summary>
internal class CudaException : Exception
{
    /// <summary>Describes the failure of one call.</summary>
    public CudaException(CudaResult result, string errorName, string description, string call, int deviceOrdinal, string message)
        : base(message)
    {
        (Result, ErrorName, Description, Call, DeviceOrdinal) = (result, errorName, description, call, deviceOrdinal);
    }

    /// <summary>The driver's return code.</summary>
    public CudaResult Result { get; }

    /// <summary>The code's name, such as <c>CUDA_ERROR_ILLEGAL_ADDRESS</c>.</summary>
    public string ErrorName { get; }

    /// <summary>The driver's own sentence about the code.</summary>
    public string Description { get; }

    /// <summary>The function that answered, such as <c>cuLaunchKernel</c>.</summary>
    public string Call { get; }

    /// <summary>The device's number, or -1 where the call concerns none.</summary>
    public int DeviceOrdinal { get; }

    /// <summary>Whether the device can do nothing more in this process.</summary>
    public bool IsDeviceFailure => Result.IsSticky();
}
