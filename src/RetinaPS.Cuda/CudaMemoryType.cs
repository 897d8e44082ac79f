namespace RetinaPS.Cuda;

/// <summary>Where one side of a pitched copy lies (CUmemorytype).</summary>
internal enum CudaMemoryType
{
    Host = 1,
    Device = 2,
}
