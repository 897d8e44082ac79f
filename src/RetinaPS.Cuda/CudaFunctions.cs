using System.Runtime.InteropServices;

namespace RetinaPS.Cuda;

/// <summary>
/// The driver's functions that this binding calls, by the names under which the library exports them. One table belongs to one loaded
/// library, so that a process can hold several (tests do) and a missing function is known when the library is loaded, not when it is called.
/// </summary>
internal sealed unsafe class CudaFunctions
{
    public readonly delegate* unmanaged<uint, CudaResult> cuInit;
    public readonly delegate* unmanaged<int*, CudaResult> cuDriverGetVersion;
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
    public CudaFunctions(nint library)
    {
        cuInit = (delegate* unmanaged<uint, CudaResult>)Find(library, nameof(cuInit));
        cuDriverGetVersion = (delegate* unmanaged<int*, CudaResult>)Find(library, nameof(cuDriverGetVersion));
        cuGetErrorName = (delegate* unmanaged<CudaResult, byte**, CudaResult>)Find(library, nameof(cuGetErrorName));
        cuGetErrorString = (delegate* unmanaged<CudaResult, byte**, CudaResult>)Find(library, nameof(cuGetErrorString));

        cuDeviceGetCount = (delegate* unmanaged<int*, CudaResult>)Find(library, nameof(cuDeviceGetCount));
        cuDeviceGet = (delegate* unmanaged<int*, int, CudaResult>)Find(library, nameof(cuDeviceGet));
        cuDeviceGetName = (delegate* unmanaged<byte*, int, int, CudaResult>)Find(library, nameof(cuDeviceGetName));
        cuDeviceTotalMem_v2 = (delegate* unmanaged<nuint*, int, CudaResult>)Find(library, nameof(cuDeviceTotalMem_v2));
        cuDeviceGetAttribute = (delegate* unmanaged<int*, CudaDeviceAttribute, int, CudaResult>)Find(library, nameof(cuDeviceGetAttribute));
        cuDevicePrimaryCtxSetFlags_v2 = (delegate* unmanaged<int, uint, CudaResult>)Find(library, nameof(cuDevicePrimaryCtxSetFlags_v2));
        cuDevicePrimaryCtxRetain = (delegate* unmanaged<nint*, int, CudaResult>)Find(library, nameof(cuDevicePrimaryCtxRetain));
        cuDevicePrimaryCtxRelease_v2 = (delegate* unmanaged<int, CudaResult>)Find(library, nameof(cuDevicePrimaryCtxRelease_v2));
        cuCtxPushCurrent_v2 = (delegate* unmanaged<nint, CudaResult>)Find(library, nameof(cuCtxPushCurrent_v2));
        cuCtxPopCurrent_v2 = (delegate* unmanaged<nint*, CudaResult>)Find(library, nameof(cuCtxPopCurrent_v2));
        cuCtxSetCurrent = (delegate* unmanaged<nint, CudaResult>)Find(library, nameof(cuCtxSetCurrent));
        cuCtxSynchronize = (delegate* unmanaged<CudaResult>)Find(library, nameof(cuCtxSynchronize));

        cuStreamCreate = (delegate* unmanaged<nint*, uint, CudaResult>)Find(library, nameof(cuStreamCreate));
        cuStreamDestroy_v2 = (delegate* unmanaged<nint, CudaResult>)Find(library, nameof(cuStreamDestroy_v2));
        cuStreamSynchronize = (delegate* unmanaged<nint, CudaResult>)Find(library, nameof(cuStreamSynchronize));
        cuStreamQuery = (delegate* unmanaged<nint, CudaResult>)Find(library, nameof(cuStreamQuery));
        cuStreamWaitEvent = (delegate* unmanaged<nint, nint, uint, CudaResult>)Find(library, nameof(cuStreamWaitEvent));
        cuEventCreate = (delegate* unmanaged<nint*, uint, CudaResult>)Find(library, nameof(cuEventCreate));
        cuEventDestroy_v2 = (delegate* unmanaged<nint, CudaResult>)Find(library, nameof(cuEventDestroy_v2));
        cuEventRecord = (delegate* unmanaged<nint, nint, CudaResult>)Find(library, nameof(cuEventRecord));
        cuEventSynchronize = (delegate* unmanaged<nint, CudaResult>)Find(library, nameof(cuEventSynchronize));
        cuEventQuery = (delegate* unmanaged<nint, CudaResult>)Find(library, nameof(cuEventQuery));
        cuEventElapsedTime = (delegate* unmanaged<float*, nint, nint, CudaResult>)Find(library, nameof(cuEventElapsedTime));

        cuMemAlloc_v2 = (delegate* unmanaged<ulong*, nuint, CudaResult>)Find(library, nameof(cuMemAlloc_v2));
        cuMemFree_v2 = (delegate* unmanaged<ulong, CudaResult>)Find(library, nameof(cuMemFree_v2));
        cuMemAllocAsync = (delegate* unmanaged<ulong*, nuint, nint, CudaResult>)Find(library, nameof(cuMemAllocAsync));
        cuMemFreeAsync = (delegate* unmanaged<ulong, nint, CudaResult>)Find(library, nameof(cuMemFreeAsync));
        cuMemGetInfo_v2 = (delegate* unmanaged<nuint*, nuint*, CudaResult>)Find(library, nameof(cuMemGetInfo_v2));
        cuDeviceGetDefaultMemPool = (delegate* unmanaged<nint*, int, CudaResult>)Find(library, nameof(cuDeviceGetDefaultMemPool));
        cuMemPoolSetAttribute = (delegate* unmanaged<nint, MemoryPoolAttribute, void*, CudaResult>)Find(library, nameof(cuMemPoolSetAttribute));
        cuMemPoolGetAttribute = (delegate* unmanaged<nint, MemoryPoolAttribute, void*, CudaResult>)Find(library, nameof(cuMemPoolGetAttribute));
        cuMemPoolTrimTo = (delegate* unmanaged<nint, nuint, CudaResult>)Find(library, nameof(cuMemPoolTrimTo));
        cuMemHostAlloc = (delegate* unmanaged<void**, nuint, uint, CudaResult>)Find(library, nameof(cuMemHostAlloc));
        cuMemFreeHost = (delegate* unmanaged<void*, CudaResult>)Find(library, nameof(cuMemFreeHost));

        cuMemcpyHtoDAsync_v2 = (delegate* unmanaged<ulong, void*, nuint, nint, CudaResult>)Find(library, nameof(cuMemcpyHtoDAsync_v2));
        cuMemcpyDtoHAsync_v2 = (delegate* unmanaged<void*, ulong, nuint, nint, CudaResult>)Find(library, nameof(cuMemcpyDtoHAsync_v2));
        cuMemcpyDtoDAsync_v2 = (delegate* unmanaged<ulong, ulong, nuint, nint, CudaResult>)Find(library, nameof(cuMemcpyDtoDAsync_v2));
        cuMemcpy2DAsync_v2 = (delegate* unmanaged<CudaMemcpy2D*, nint, CudaResult>)Find(library, nameof(cuMemcpy2DAsync_v2));
        cuMemsetD8Async = (delegate* unmanaged<ulong, byte, nuint, nint, CudaResult>)Find(library, nameof(cuMemsetD8Async));
        cuMemsetD2D8Async = (delegate* unmanaged<ulong, nuint, byte, nuint, nuint, nint, CudaResult>)Find(library, nameof(cuMemsetD2D8Async));
        cuMemsetD32Async = (delegate* unmanaged<ulong, uint, nuint, nint, CudaResult>)Find(library, nameof(cuMemsetD32Async));

        cuModuleLoadDataEx = (delegate* unmanaged<nint*, void*, uint, JitOption*, void**, CudaResult>)Find(library, nameof(cuModuleLoadDataEx));
        cuModuleUnload = (delegate* unmanaged<nint, CudaResult>)Find(library, nameof(cuModuleUnload));
        cuModuleGetFunction = (delegate* unmanaged<nint*, nint, byte*, CudaResult>)Find(library, nameof(cuModuleGetFunction));
        cuModuleGetGlobal_v2 = (delegate* unmanaged<ulong*, nuint*, nint, byte*, CudaResult>)Find(library, nameof(cuModuleGetGlobal_v2));
        cuFuncSetAttribute = (delegate* unmanaged<nint, CudaFunctionAttribute, int, CudaResult>)Find(library, nameof(cuFuncSetAttribute));
        cuFuncGetAttribute = (delegate* unmanaged<int*, CudaFunctionAttribute, nint, CudaResult>)Find(library, nameof(cuFuncGetAttribute));
        cuLaunchKernel =
            (delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, CudaResult>)Find(library, nameof(cuLaunchKernel));
    }

    private static nint Find(nint library, string name) => NativeLibrary.GetExport(library, name);
}
