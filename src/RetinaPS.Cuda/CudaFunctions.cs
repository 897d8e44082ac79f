namespace RetinaPS.Cuda;

/// <summary>
/// The driver's functions that this binding calls, by the names under which the library exports them. One table belongs to one loaded
/// library, so that a process can hold several (tests do) and a missing function is known when the library is loaded, not when it is called.
/// </summary>
internal sealed unsafe class CudaFunctions
{
    public readonly delegate* unmanaged<uint, CudaResult> cuInit;
    public readonly delegate* unmanaged<CudaResult, byte**, CudaResult> cuGetErrorName;
    public readonly delegate* unmanaged<CudaResult, byte**, CudaResult> cuGetErrorString;

    public readonly delegate* unmanaged<int*, CudaResult> cuDeviceGetCount;
    public readonly delegate* unmanaged<int*, int, CudaResult> cuDeviceGet;
    public readonly delegate* unmanaged<byte*, int, int, CudaResult> cuDeviceGetName;
    public readonly delegate* unmanaged<nuint*, int, CudaResult> cuDeviceTotalMem_v2;
    public readonly delegate* unmanaged<int*, CudaDeviceAttribute, int, CudaResult> cuDeviceGetAttribute;
    public readonly delegate* unmanaged<int, uint, CudaResult> cuDevicePrimaryCtxSetFlags_v2;
    public readonly delegate* unmanaged<nint*, int, CudaResult> cuDevicePrimaryCtxRetain;
    public readonly delegate* unmanaged<int, CudaResult> cuDevicePrimaryCtxRelease_v2;
    public readonly delegate* unmanaged<nint, CudaResult> cuCtxPushCurrent_v2;
    public readonly delegate* unmanaged<nint*, CudaResult> cuCtxPopCurrent_v2;
    public readonly delegate* unmanaged<nint, CudaResult> cuCtxSetCurrent;
    public readonly delegate* unmanaged<CudaResult> cuCtxSynchronize;

    public readonly delegate* unmanaged<nint*, uint, CudaResult> cuStreamCreate;
    public readonly delegate* unmanaged<nint, CudaResult> cuStreamDestroy_v2;
    public readonly delegate* unmanaged<nint, CudaResult> cuStreamSynchronize;
    public readonly delegate* unmanaged<nint, CudaResult> cuStreamQuery;
    public readonly delegate* unmanaged<nint, nint, uint, CudaResult> cuStreamWaitEvent;
    public readonly delegate* unmanaged<nint*, uint, CudaResult> cuEventCreate;
    public readonly delegate* unmanaged<nint, CudaResult> cuEventDestroy_v2;
    public readonly delegate* unmanaged<nint, nint, CudaResult> cuEventRecord;
    public readonly delegate* unmanaged<nint, CudaResult> cuEventSynchronize;
    public readonly delegate* unmanaged<nint, CudaResult> cuEventQuery;
    public readonly delegate* unmanaged<float*, nint, nint, CudaResult> cuEventElapsedTime;

    public readonly delegate* unmanaged<ulong*, nuint, CudaResult> cuMemAlloc_v2;
    public readonly delegate* unmanaged<ulong, CudaResult> cuMemFree_v2;
    public readonly delegate* unmanaged<ulong*, nuint, nint, CudaResult> cuMemAllocAsync;
    public readonly delegate* unmanaged<ulong, nint, CudaResult> cuMemFreeAsync;
    public readonly delegate* unmanaged<nuint*, nuint*, CudaResult> cuMemGetInfo_v2;
    public readonly delegate* unmanaged<nint*, int, CudaResult> cuDeviceGetDefaultMemPool;
    public readonly delegate* unmanaged<nint, MemoryPoolAttribute, void*, CudaResult> cuMemPoolSetAttribute;
    public readonly delegate* unmanaged<nint, MemoryPoolAttribute, void*, CudaResult> cuMemPoolGetAttribute;
    public readonly delegate* unmanaged<nint, nuint, CudaResult> cuMemPoolTrimTo;
    public readonly delegate* unmanaged<void**, nuint, uint, CudaResult> cuMemHostAlloc;
    public readonly delegate* unmanaged<void*, CudaResult> cuMemFreeHost;

    public readonly delegate* unmanaged<ulong, void*, nuint, nint, CudaResult> cuMemcpyHtoDAsync_v2;
    public readonly delegate* unmanaged<void*, ulong, nuint, nint, CudaResult> cuMemcpyDtoHAsync_v2;
    public readonly delegate* unmanaged<ulong, ulong, nuint, nint, CudaResult> cuMemcpyDtoDAsync_v2;
    public readonly delegate* unmanaged<CudaMemcpy2D*, nint, CudaResult> cuMemcpy2DAsync_v2;
    public readonly delegate* unmanaged<ulong, byte, nuint, nint, CudaResult> cuMemsetD8Async;
    public readonly delegate* unmanaged<ulong, uint, nuint, nint, CudaResult> cuMemsetD32Async;
    public readonly delegate* unmanaged<ulong, nuint, byte, nuint, nuint, nint, CudaResult> cuMemsetD2D8Async;

    public readonly delegate* unmanaged<nint*, void*, uint, JitOption*, void**, CudaResult> cuModuleLoadDataEx;
    public readonly delegate* unmanaged<nint, CudaResult> cuModuleUnload;
    public readonly delegate* unmanaged<nint*, nint, byte*, CudaResult> cuModuleGetFunction;
    public readonly delegate* unmanaged<ulong*, nuint*, nint, byte*, CudaResult> cuModuleGetGlobal_v2;
    public readonly delegate* unmanaged<nint, CudaFunctionAttribute, int, CudaResult> cuFuncSetAttribute;
    public readonly delegate* unmanaged<int*, CudaFunctionAttribute, nint, CudaResult> cuFuncGetAttribute;
    public readonly delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, CudaResult> cuLaunchKernel;

    /// <summary>Looks all functions up.</summary>
    /// <exception cref="EntryPointNotFoundException">The library lacks one.</exception>
    public CudaFunctions(nint library) => NativeFunctions.Find(library, this);
}
