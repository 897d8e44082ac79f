namespace RetinaPS.Cuda;

/// <summary>What a return code means for the device.</summary>
internal static class CudaResultExtensions
{
    /// <summary>
    /// Whether the error stays: the driver answers every later call of this process with it, and only a new process can use the device again.
    /// </summary>
    public static bool IsSticky(this CudaResult result) => result
        is CudaResult.EccUncorrectable
        or CudaResult.NvlinkUncorrectable
        or CudaResult.IllegalAddress
        or CudaResult.LaunchTimeout
        or CudaResult.ContextIsDestroyed
        or CudaResult.Assert
        or CudaResult.HardwareStackError
        or CudaResult.IllegalInstruction
        or CudaResult.MisalignedAddress
        or CudaResult.InvalidAddressSpace
        or CudaResult.InvalidProgramCounter
        or CudaResult.LaunchFailed
        or CudaResult.TensorMemoryLeak
        or CudaResult.ExternalDevice
        or CudaResult.Unknown;
}
