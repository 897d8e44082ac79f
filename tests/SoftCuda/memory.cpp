// Device and pinned memory. Device addresses are host addresses: kernels use them as they are.
#include "driver.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace softcuda;

namespace
{
constexpr std::size_t Alignment = 512;
constexpr std::size_t NewByte = 0xa5;
constexpr std::size_t FreedByte = 0xdd;
constexpr std::size_t FreedRangesKept = 4096;

#if defined(__SANITIZE_ADDRESS__)
// AddressSanitizer guards what it allocates, to the byte.
constexpr std::size_t Guard = 0;
#else
constexpr std::size_t Guard = 512;
constexpr unsigned char GuardByte = 0xfb;
#endif

DeviceState& device_of(const Context* context) { return *state().devices[static_cast<std::size_t>(context->device)]; }

void count_peak(DeviceState& device)
{
    auto& peak = state().counters["peak_bytes"];
    peak = std::max<unsigned long long>(peak, device.plain_bytes + device.pool_used);
}

std::shared_ptr<Allocation> allocate(Context* context, std::size_t size, bool from_pool)
{
    auto allocation = std::make_shared<Allocation>();
    void* block = nullptr;
    if (posix_memalign(&block, Alignment, Guard + size + Guard) != 0)
        return nullptr;
    allocation->block = static_cast<char*>(block);
    allocation->base = reinterpret_cast<std::uintptr_t>(block) + Guard;
    allocation->size = size;
    allocation->context = context;
    allocation->from_pool = from_pool;
    std::memset(allocation->block + Guard, NewByte, size);
#if !defined(__SANITIZE_ADDRESS__)
    std::memset(allocation->block, GuardByte, Guard);
    std::memset(allocation->block + Guard + size, GuardByte, Guard);
#endif
    State& s = state();
    std::erase_if(s.freed, [&](auto& range) { return range.first < allocation->base + size && allocation->base < range.first + range.second; });
    s.allocations.emplace(allocation->base, allocation);
    return allocation;
}

void forget(const std::shared_ptr<Allocation>& allocation)
{
    State& s = state();
    auto found = s.allocations.find(allocation->base);
    if (found == s.allocations.end() || found->second != allocation)
        return;
    if (!guards_are_intact(*allocation))
        fail_device(IllegalAddress, "memory beside an allocation of " + std::to_string(allocation->size) + " bytes was written");
    DeviceState& device = device_of(allocation->context);
    (allocation->from_pool ? device.pool_used : device.plain_bytes) -= allocation->size;
    if (s.freed.size() >= FreedRangesKept)
        s.freed.erase(s.freed.begin());
    s.freed[allocation->base] = allocation->size;
    s.allocations.erase(found);
}

// Reserves room in the pool; false where the device's memory is spent.
bool grow_pool(DeviceState& device, std::size_t size)
{
    std::size_t used = device.pool_used + size;
    if (used > device.pool_reserved && device.plain_bytes + used > state().settings.memory)
        return false;
    device.pool_used = used;
    device.pool_reserved = std::max(device.pool_reserved, used);
    device.pool_used_high = std::max(device.pool_used_high, used);
    device.pool_reserved_high = std::max(device.pool_reserved_high, device.pool_reserved);
    return true;
}

Result find_pool(Pool* pool, DeviceState** device)
{
    for (auto& candidate : state().devices)
    {
        if (&candidate->pool == pool)
        {
            *device = candidate.get();
            return Success;
        }
    }

    return InvalidValue;
}
}

namespace softcuda
{
Allocation::~Allocation()
{
    std::memset(block + Guard, FreedByte, size);
    std::free(block);
}

bool guards_are_intact([[maybe_unused]] const Allocation& allocation)
{
#if !defined(__SANITIZE_ADDRESS__)
    auto intact = [](const char* p) { return std::all_of(p, p + Guard, [](char c) { return static_cast<unsigned char>(c) == GuardByte; }); };
    return intact(allocation.block) && intact(allocation.block + Guard + allocation.size);
#else
    return true;
#endif
}

std::shared_ptr<Allocation> find_allocation(std::uintptr_t address, bool end_counts)
{
    auto& all = state().allocations;
    auto next = all.upper_bound(address);
    if (next == all.begin())
        return nullptr;
    auto& candidate = std::prev(next)->second;
    return address < candidate->base + candidate->size + (end_counts ? 1 : 0) ? candidate : nullptr;
}

bool device_range(DevicePointer pointer, std::size_t size, std::shared_ptr<Allocation>* allocation)
{
    *allocation = find_allocation(pointer);
    return *allocation && !(*allocation)->freed && size <= (*allocation)->base + (*allocation)->size - pointer;
}

bool is_pinned(const void* pointer)
{
    auto address = reinterpret_cast<std::uintptr_t>(pointer);
    auto& all = state().pinned;
    auto next = all.upper_bound(address);
    return next != all.begin() && address < std::prev(next)->first + std::prev(next)->second;
}

std::string describe_address(std::uintptr_t address)
{
    char text[160];
    auto allocation = find_allocation(address);
    auto& freed = state().freed;
    auto next = freed.upper_bound(address);
    if (allocation)
        std::snprintf(text, sizeof text, "0x%llx, in an allocation of %zu bytes%s", static_cast<unsigned long long>(address), allocation->size,
            allocation->freed ? " that was freed" : "");
    else if (next != freed.begin() && address < std::prev(next)->first + std::prev(next)->second)
        std::snprintf(text, sizeof text, "0x%llx, in an allocation of %zu bytes that was freed", static_cast<unsigned long long>(address), std::prev(next)->second);
    else
        std::snprintf(text, sizeof text, "0x%llx, in no allocation", static_cast<unsigned long long>(address));
    return text;
}
}

SOFTCUDA_API int cuMemAlloc_v2(DevicePointer* pointer, std::size_t size)
{
    Call call("cuMemAlloc_v2", Call::CurrentContext);
    if (call.result)
        return call.result;
    if (!pointer || size == 0)
        return InvalidValue;
    if (Result failed = injected("alloc", OutOfMemory))
        return failed;
    DeviceState& device = device_of(call.context);
    if (size > state().settings.memory || device.plain_bytes + device.pool_reserved + size > state().settings.memory)
        return OutOfMemory;
    auto allocation = allocate(call.context, size, false);
    if (!allocation)
        return OutOfMemory;
    device.plain_bytes += size;
    count_peak(device);
    *pointer = allocation->base;
    return Success;
}

// Waits for the device first, as the driver does.
SOFTCUDA_API int cuMemFree_v2(DevicePointer pointer)
{
    Call call("cuMemFree_v2", Call::CurrentContext);
    if (call.result)
        return call.result;
    auto allocation = find_allocation(pointer);
    if (!allocation || allocation->base != pointer || allocation->freed)
        return InvalidValue;
    allocation->freed = true;
    call.lock.unlock();
    wait_for_all(allocation->context);
    call.lock.lock();
    allocation->usable = false;
    forget(allocation);
    return Success;
}

SOFTCUDA_API int cuMemAllocAsync(DevicePointer* pointer, std::size_t size, void* stream_handle)
{
    Call call("cuMemAllocAsync", Call::CurrentContext);
    Stream* stream = nullptr;
    if (call.result || (call.result = find_stream(stream_handle, call.context, &stream)))
        return call.result;
    if (!state().settings.pools)
        return NotSupported;
    if (!pointer || size == 0)
        return InvalidValue;
    if (Result failed = injected("alloc", OutOfMemory))
        return failed;
    DeviceState& device = device_of(call.context);
    if (size > state().settings.memory)
        return OutOfMemory;
    if (!grow_pool(device, size))
    {
        // What is freed in stream order may be used again in stream order; only when nothing is under way is it really spent.
        call.lock.unlock();
        wait_for_all(call.context);
        call.lock.lock();
        if (!grow_pool(device, size))
            return OutOfMemory;
    }

    auto allocation = allocate(call.context, size, true);
    if (!allocation)
    {
        device.pool_used -= size;
        return OutOfMemory;
    }

    count_peak(device);
    *pointer = allocation->base;
    allocation->usable = false;
    Stream copy = stream ? *stream : Stream{};
    call.lock.unlock();
    submit(stream ? &copy : nullptr, call.context, [allocation] { allocation->usable = true; });
    return Success;
}

SOFTCUDA_API int cuMemFreeAsync(DevicePointer pointer, void* stream_handle)
{
    Call call("cuMemFreeAsync", Call::CurrentContext);
    Stream* stream = nullptr;
    if (call.result || (call.result = find_stream(stream_handle, call.context, &stream)))
        return call.result;
    auto allocation = find_allocation(pointer);
    if (!allocation || allocation->base != pointer || allocation->freed || !allocation->from_pool)
        return InvalidValue;
    allocation->freed = true;
    Stream copy = stream ? *stream : Stream{};
    call.lock.unlock();
    submit(stream ? &copy : nullptr, call.context, [allocation] {
        Lock lock(state().mutex);
        allocation->usable = false;
        forget(allocation);
    });
    return Success;
}

SOFTCUDA_API int cuMemGetInfo_v2(std::size_t* free, std::size_t* total)
{
    Call call("cuMemGetInfo_v2", Call::CurrentContext);
    if (call.result)
        return call.result;
    if (!free || !total)
        return InvalidValue;
    DeviceState& device = device_of(call.context);
    *total = state().settings.memory;
    *free = *total - std::min(*total, device.plain_bytes + device.pool_reserved);
    return Success;
}

SOFTCUDA_API int cuDeviceGetDefaultMemPool(Pool** pool, int device)
{
    Call call("cuDeviceGetDefaultMemPool", Call::Initialized);
    if (call.result)
        return call.result;
    if (!pool)
        return InvalidValue;
    if (device < 0 || device >= static_cast<int>(state().devices.size()))
        return InvalidDevice;
    if (!state().settings.pools)
        return NotSupported;
    *pool = &state().devices[static_cast<std::size_t>(device)]->pool;
    return Success;
}

SOFTCUDA_API int cuMemPoolSetAttribute(Pool* pool, int attribute, void* value)
{
    Call call("cuMemPoolSetAttribute", Call::Initialized);
    DeviceState* device = nullptr;
    if (call.result || (call.result = find_pool(pool, &device)))
        return call.result;
    if (!value)
        return InvalidValue;
    switch (attribute)
    {
        case 1: case 2: case 3: device->reuse_switches[attribute] = static_cast<std::uint64_t>(*static_cast<int*>(value)); return Success;
        case 4: std::memcpy(&device->release_threshold, value, sizeof(std::uint64_t)); return Success;
        case 6: device->pool_reserved_high = device->pool_reserved; return Success;
        case 8: device->pool_used_high = device->pool_used; return Success;
        default: return InvalidValue;
    }
}

SOFTCUDA_API int cuMemPoolGetAttribute(Pool* pool, int attribute, void* value)
{
    Call call("cuMemPoolGetAttribute", Call::Initialized);
    DeviceState* device = nullptr;
    if (call.result || (call.result = find_pool(pool, &device)))
        return call.result;
    if (!value)
        return InvalidValue;
    std::uint64_t number;
    switch (attribute)
    {
        case 1: case 2: case 3: *static_cast<int*>(value) = static_cast<int>(device->reuse_switches[attribute]); return Success;
        case 4: number = device->release_threshold; break;
        case 5: number = device->pool_reserved; break;
        case 6: number = device->pool_reserved_high; break;
        case 7: number = device->pool_used; break;
        case 8: number = device->pool_used_high; break;
        default: return InvalidValue;
    }

    std::memcpy(value, &number, sizeof number);
    return Success;
}

SOFTCUDA_API int cuMemPoolTrimTo(Pool* pool, std::size_t bytes)
{
    Call call("cuMemPoolTrimTo", Call::Initialized);
    DeviceState* device = nullptr;
    if (call.result || (call.result = find_pool(pool, &device)))
        return call.result;
    device->pool_reserved = std::max(device->pool_used, std::min(device->pool_reserved, bytes));
    return Success;
}

SOFTCUDA_API int cuMemHostAlloc(void** pointer, std::size_t size, unsigned flags)
{
    Call call("cuMemHostAlloc", Call::CurrentContext);
    if (call.result)
        return call.result;
    if (!pointer || size == 0 || flags > 7)
        return InvalidValue;
    if (Result failed = injected("host_alloc", OutOfMemory))
        return failed;
    if (posix_memalign(pointer, 4096, size) != 0)
        return OutOfMemory;
    std::memset(*pointer, NewByte, size);
    state().pinned.emplace(reinterpret_cast<std::uintptr_t>(*pointer), size);
    return Success;
}

SOFTCUDA_API int cuMemFreeHost(void* pointer)
{
    Call call("cuMemFreeHost", Call::CurrentContext);
    if (call.result)
        return call.result;
    if (state().pinned.erase(reinterpret_cast<std::uintptr_t>(pointer)) == 0)
        return InvalidValue;
    call.lock.unlock();
    wait_for_all(nullptr);
    std::free(pointer);
    return Success;
}
