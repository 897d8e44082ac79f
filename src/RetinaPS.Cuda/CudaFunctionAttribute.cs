namespace RetinaPS.Cuda;

/// <summary>Facts and settings of one kernel (CUfunction_attribute).</summary>
internal enum CudaFunctionAttribute
{
    MaxThreadsPerBlock = 0,
    SharedSizeBytes = 1,
    ConstantSizeBytes = 2,
    LocalSizeBytes = 3,
    RegisterCount = 4,
    PtxVersion = 5,
    BinaryVersion = 6,
    MaxDynamicSharedSizeBytes = 8,
}
