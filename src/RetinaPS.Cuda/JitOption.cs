namespace RetinaPS.Cuda;

/// <summary>Options of the driver's compiler (CUjit_option).</summary>
internal enum JitOption
{
    InfoLogBuffer = 3,
    InfoLogBufferSizeBytes = 4,
    ErrorLogBuffer = 5,
    ErrorLogBufferSizeBytes = 6,
}
