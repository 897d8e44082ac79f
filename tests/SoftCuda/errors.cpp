#include "driver.hpp"

namespace
{
struct Entry
{
    softcuda::Result result;
    const char* name;
    const char* text;
};

const Entry entries[] = {
    {softcuda::Success, "CUDA_SUCCESS", "no error"},
    {softcuda::InvalidValue, "CUDA_ERROR_INVALID_VALUE", "invalid argument"},
    {softcuda::OutOfMemory, "CUDA_ERROR_OUT_OF_MEMORY", "out of memory"},
    {softcuda::NotInitialized, "CUDA_ERROR_NOT_INITIALIZED", "initialization error"},
    {softcuda::NoDevice, "CUDA_ERROR_NO_DEVICE", "no CUDA-capable device is detected"},
    {softcuda::InvalidDevice, "CUDA_ERROR_INVALID_DEVICE", "invalid device ordinal"},
    {softcuda::InvalidImage, "CUDA_ERROR_INVALID_IMAGE", "device kernel image is invalid"},
    {softcuda::InvalidContext, "CUDA_ERROR_INVALID_CONTEXT", "invalid device context"},
    {softcuda::NoBinaryForGpu, "CUDA_ERROR_NO_BINARY_FOR_GPU", "no kernel image is available for execution on the device"},
    {softcuda::InvalidPtx, "CUDA_ERROR_INVALID_PTX", "a PTX JIT compilation failed"},
    {softcuda::InvalidHandle, "CUDA_ERROR_INVALID_HANDLE", "invalid resource handle"},
    {softcuda::NotFound, "CUDA_ERROR_NOT_FOUND", "named symbol not found"},
    {softcuda::NotReady, "CUDA_ERROR_NOT_READY", "device not ready"},
    {softcuda::IllegalAddress, "CUDA_ERROR_ILLEGAL_ADDRESS", "an illegal memory access was encountered"},
    {softcuda::LaunchOutOfResources, "CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES", "too many resources requested for launch"},
    {softcuda::MisalignedAddress, "CUDA_ERROR_MISALIGNED_ADDRESS", "misaligned address"},
    {softcuda::LaunchFailed, "CUDA_ERROR_LAUNCH_FAILED", "unspecified launch failure"},
    {softcuda::NotSupported, "CUDA_ERROR_NOT_SUPPORTED", "operation not supported"},
    {softcuda::Unknown, "CUDA_ERROR_UNKNOWN", "unknown error"},
};

int find(int result, const char** text, const char* Entry::* member)
{
    if (!text)
        return softcuda::InvalidValue;
    *text = nullptr;
    for (auto& entry : entries)
    {
        if (entry.result == result)
            *text = entry.*member;
    }

    return *text ? softcuda::Success : softcuda::InvalidValue;
}
}

SOFTCUDA_API int cuGetErrorName(int result, const char** text) { return find(result, text, &Entry::name); }
SOFTCUDA_API int cuGetErrorString(int result, const char** text) { return find(result, text, &Entry::text); }
