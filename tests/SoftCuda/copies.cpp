// Copies and fills. What is wrong with the addresses is known at the call; the bytes move in their stream's turn.
#include "driver.hpp"

#include <cstring>

using namespace softcuda;

namespace
{
// The driver's CUDA_MEMCPY2D.
struct Copy2D
{
    std::size_t source_x, source_y;
    int source_type;
    const void* source_host;
    DevicePointer source_device;
    void* source_array;
    std::size_t source_pitch;
    std::size_t target_x, target_y;
    int target_type;
    void* target_host;
    DevicePointer target_device;
    void* target_array;
    std::size_t target_pitch;
    std::size_t width, height;
};

enum MemoryType { HostMemory = 1, DeviceMemory = 2 };

// One end of a copy of rows.
struct Side
{
    MemoryType type;
    std::uintptr_t address;
    std::size_t pitch;
    std::shared_ptr<Allocation> allocation;
};

bool check(Side& side, std::size_t width, std::size_t height)
{
    if (!side.address || (height > 1 && side.pitch < width))
        return false;
    std::size_t extent = side.pitch * (height - 1) + width;
    if (side.type == DeviceMemory)
        return device_range(side.address, extent, &side.allocation);
    auto& pinned = state().pinned;
    auto next = pinned.upper_bound(side.address);
    if (next == pinned.begin())
        return true;
    auto [base, size] = *std::prev(next);
    return side.address >= base + size || extent <= base + size - side.address;
}

void copy_rows(std::uintptr_t target, std::size_t target_pitch, std::uintptr_t source, std::size_t source_pitch, std::size_t width, std::size_t height)
{
    for (std::size_t y = 0; y < height; y++)
        std::memmove(reinterpret_cast<void*>(target + y * target_pitch), reinterpret_cast<const void*>(source + y * source_pitch), width);
}

// False, and the device has failed, where the memory's turn has not come or is over.
bool is_usable(const std::shared_ptr<Allocation>& allocation, const char* what)
{
    if (!allocation || allocation->usable)
        return true;
    fail_device(IllegalAddress, std::string(what) + " uses memory before its allocation or after its release in another stream: a wait is missing");
    return false;
}

void count_copy(const Side& target, const Side& source, std::size_t bytes)
{
    if (source.type == HostMemory && target.type == DeviceMemory)
        count("uploads"), count("uploaded_bytes", bytes);
    else if (source.type == DeviceMemory && target.type == HostMemory)
        count("downloads"), count("downloaded_bytes", bytes);
    else
        count("device_copies");
}

int copy(Call& call, void* stream_handle, Side target, Side source, std::size_t width, std::size_t height)
{
    Stream* stream = nullptr;
    if (call.result || (call.result = find_stream(stream_handle, call.context, &stream)))
        return call.result;
    if (width == 0 || height == 0)
        return Success;
    if (!check(target, width, height) || !check(source, width, height))
        return InvalidValue;
    if (Result failed = injected("copy", Unknown))
        return failed;
    count_copy(target, source, width * height);

    // As the driver: pageable memory is read before the call returns, and written before it does.
    std::shared_ptr<std::vector<char>> staged;
    bool waits = target.type == HostMemory && !is_pinned(reinterpret_cast<void*>(target.address));
    bool delayed = stream && stream->queue;
    if (delayed && source.type == HostMemory && !is_pinned(reinterpret_cast<void*>(source.address)))
    {
        staged = std::make_shared<std::vector<char>>(width * height);
        copy_rows(reinterpret_cast<std::uintptr_t>(staged->data()), width, source.address, source.pitch, width, height);
        source.address = reinterpret_cast<std::uintptr_t>(staged->data());
        source.pitch = width;
    }

    Stream own = stream ? *stream : Stream{};
    call.lock.unlock();
    submit(stream ? &own : nullptr, call.context, [=] {
        if (state().sticky || !is_usable(target.allocation, "a copy") || !is_usable(source.allocation, "a copy"))
            return;
        copy_rows(target.address, target.pitch, source.address, source.pitch, width, height);
        (void)staged;
    });
    if (delayed && waits)
    {
        wait_for(&own);
        return state().sticky;
    }

    return Success;
}

int fill(
    Call& call, DevicePointer pointer, unsigned value, std::size_t unit, std::size_t number, void* stream_handle, std::size_t pitch = 0, std::size_t rows = 1)
{
    Stream* stream = nullptr;
    std::shared_ptr<Allocation> allocation;
    if (call.result || (call.result = find_stream(stream_handle, call.context, &stream)))
        return call.result;
    if (number == 0 || rows == 0)
        return Success;
    if (pointer % unit || !device_range(pointer, (rows - 1) * pitch + number * unit, &allocation))
        return InvalidValue;
    if (Result failed = injected("memset", Unknown))
        return failed;
    Stream own = stream ? *stream : Stream{};
    call.lock.unlock();
    submit(stream ? &own : nullptr, call.context, [=] {
        if (state().sticky || !is_usable(allocation, "a fill"))
            return;
        char* target = reinterpret_cast<char*>(pointer);
        for (std::size_t row = 0; row < rows; row++)
        {
            for (std::size_t i = 0; i < number; i++)
                std::memcpy(target + row * pitch + i * unit, &value, unit);
        }
    });
    return Success;
}

Side host(const void* pointer, std::size_t pitch = 0) { return {HostMemory, reinterpret_cast<std::uintptr_t>(pointer), pitch, nullptr}; }
Side device(DevicePointer pointer, std::size_t pitch = 0) { return {DeviceMemory, pointer, pitch, nullptr}; }
}

SOFTCUDA_API int cuMemcpyHtoDAsync_v2(DevicePointer target, const void* source, std::size_t bytes, void* stream)
{
    Call call("cuMemcpyHtoDAsync_v2", Call::CurrentContext);
    return copy(call, stream, device(target), host(source), bytes, 1);
}

SOFTCUDA_API int cuMemcpyDtoHAsync_v2(void* target, DevicePointer source, std::size_t bytes, void* stream)
{
    Call call("cuMemcpyDtoHAsync_v2", Call::CurrentContext);
    return copy(call, stream, host(target), device(source), bytes, 1);
}

SOFTCUDA_API int cuMemcpyDtoDAsync_v2(DevicePointer target, DevicePointer source, std::size_t bytes, void* stream)
{
    Call call("cuMemcpyDtoDAsync_v2", Call::CurrentContext);
    return copy(call, stream, device(target), device(source), bytes, 1);
}

SOFTCUDA_API int cuMemcpy2DAsync_v2(const Copy2D* what, void* stream)
{
    Call call("cuMemcpy2DAsync_v2", Call::CurrentContext);
    if (call.result)
        return call.result;
    if (!what)
        return InvalidValue;
    auto side = [](int type, const void* host_pointer, DevicePointer device_pointer, std::size_t x, std::size_t y, std::size_t pitch) {
        Side found = type == DeviceMemory ? device(device_pointer, pitch) : host(host_pointer, pitch);
        if (found.address)
            found.address += y * pitch + x;
        return found;
    };
    for (int type : {what->source_type, what->target_type})
    {
        if (type != HostMemory && type != DeviceMemory)
            return InvalidValue;
    }

    return copy(call, stream, side(what->target_type, what->target_host, what->target_device, what->target_x, what->target_y, what->target_pitch),
        side(what->source_type, what->source_host, what->source_device, what->source_x, what->source_y, what->source_pitch), what->width, what->height);
}

SOFTCUDA_API int cuMemsetD8Async(DevicePointer pointer, unsigned char value, std::size_t number, void* stream)
{
    Call call("cuMemsetD8Async", Call::CurrentContext);
    return fill(call, pointer, value, 1, number, stream);
}

SOFTCUDA_API int cuMemsetD32Async(DevicePointer pointer, unsigned value, std::size_t number, void* stream)
{
    Call call("cuMemsetD32Async", Call::CurrentContext);
    return fill(call, pointer, value, 4, number, stream);
}

SOFTCUDA_API int cuMemsetD2D8Async(DevicePointer pointer, std::size_t pitch, unsigned char value, std::size_t width, std::size_t height, void* stream)
{
    Call call("cuMemsetD2D8Async", Call::CurrentContext);
    if (!call.result && pitch < width && height > 1)
        return call.result = InvalidValue;
    return fill(call, pointer, value, 1, width, stream, pitch, height);
}
