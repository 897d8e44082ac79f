// Devices and contexts.
#include "driver.hpp"

#include <cstdio>
#include <cstring>

using namespace softcuda;

namespace
{
constexpr int DriverVersion = 12000;

bool is_device(int device)
{
    return device >= 0 && device < static_cast<int>(state().devices.size());
}

bool is_alive(const Context* context)
{
    for (auto& device : state().devices)
    {
        if (context && device->context.get() == context)
            return true;
    }

    return false;
}

// By the driver's attribute numbers. A small card of compute capability 7.5, for which the kernels are built.
int attribute(int number, int device)
{
    switch (number)
    {
        case 1: return 1024;                                          // threads a block
        case 2: case 3: return 1024;                                  // block x, y
        case 4: return 64;                                            // block z
        case 5: return 2147483647;                                    // grid x
        case 6: case 7: return 65535;                                 // grid y, z
        case 8: return 48 * 1024;                                     // shared memory a block
        case 9: return 64 * 1024;                                     // constant memory
        case 10: return 32;                                           // warp
        case 11: return 2147483647;                                   // pitch
        case 12: case 82: return 65536;                               // registers a block, a multiprocessor
        case 13: case 36: return 1000000;                             // clocks, kHz
        case 14: return 512;                                          // texture alignment
        case 16: return 4;                                            // multiprocessors
        case 19: case 31: case 41: return 1;                          // maps host memory, concurrent kernels, unified addresses
        case 34: return device;                                       // PCI device
        case 37: return 64;                                           // bus, bits
        case 38: return 1 << 20;                                      // L2
        case 39: return 1024;                                         // threads a multiprocessor
        case 40: return 2;                                            // copy engines
        case 75: return 7;                                            // compute capability
        case 76: return 5;
        case 81: case 97: return 64 * 1024;                           // shared memory a multiprocessor, a block that asks
        case 115: return state().settings.pools ? 1 : 0;              // memory pools
        default: return 0;
    }
}
}

SOFTCUDA_API int cuInit(unsigned flags)
{
    Call call("cuInit", Call::Nothing);
    if (flags != 0)
        return InvalidValue;
    if (state().devices.empty())
        return NoDevice;
    state().initialized = true;
    return Success;
}

SOFTCUDA_API int cuDriverGetVersion(int* version)
{
    Call call("cuDriverGetVersion", Call::Nothing);
    if (!version)
        return InvalidValue;
    *version = DriverVersion;
    return Success;
}

SOFTCUDA_API int cuDeviceGetCount(int* count)
{
    Call call("cuDeviceGetCount", Call::Initialized);
    if (call.result)
        return call.result;
    if (!count)
        return InvalidValue;
    *count = static_cast<int>(state().devices.size());
    return Success;
}

SOFTCUDA_API int cuDeviceGet(int* device, int ordinal)
{
    Call call("cuDeviceGet", Call::Initialized);
    if (call.result)
        return call.result;
    if (!device)
        return InvalidValue;
    if (!is_device(ordinal))
        return InvalidDevice;
    *device = ordinal;
    return Success;
}

SOFTCUDA_API int cuDeviceGetName(char* name, int length, int device)
{
    Call call("cuDeviceGetName", Call::Initialized);
    if (call.result)
        return call.result;
    if (!name || length <= 0)
        return InvalidValue;
    if (!is_device(device))
        return InvalidDevice;
    std::snprintf(name, static_cast<std::size_t>(length), "SoftCuda (software test device)");
    return Success;
}

SOFTCUDA_API int cuDeviceTotalMem_v2(std::size_t* bytes, int device)
{
    Call call("cuDeviceTotalMem_v2", Call::Initialized);
    if (call.result)
        return call.result;
    if (!bytes)
        return InvalidValue;
    if (!is_device(device))
        return InvalidDevice;
    *bytes = state().settings.memory;
    return Success;
}

SOFTCUDA_API int cuDeviceGetAttribute(int* value, int number, int device)
{
    Call call("cuDeviceGetAttribute", Call::Initialized);
    if (call.result)
        return call.result;
    if (!value || number < 1 || number > 200)
        return InvalidValue;
    if (!is_device(device))
        return InvalidDevice;
    *value = attribute(number, device);
    return Success;
}

SOFTCUDA_API int cuDevicePrimaryCtxSetFlags_v2(int device, unsigned flags)
{
    Call call("cuDevicePrimaryCtxSetFlags_v2", Call::Initialized);
    if (call.result)
        return call.result;
    constexpr unsigned known = 0x5f; // scheduling, mapped host memory, keeping local memory's size, dumps on errors
    if (flags & ~known)
        return InvalidValue;
    return is_device(device) ? Success : InvalidDevice;
}

SOFTCUDA_API int cuDevicePrimaryCtxRetain(Context** context, int device)
{
    Call call("cuDevicePrimaryCtxRetain", Call::Initialized);
    if (call.result)
        return call.result;
    if (!context)
        return InvalidValue;
    if (!is_device(device))
        return InvalidDevice;
    if (int sticky = state().sticky)
        return sticky;
    DeviceState& d = *state().devices[static_cast<std::size_t>(device)];
    if (d.retained++ == 0)
        d.context.reset(new Context{device});
    *context = d.context.get();
    return Success;
}

SOFTCUDA_API int cuDevicePrimaryCtxRelease_v2(int device)
{
    Call call("cuDevicePrimaryCtxRelease_v2", Call::Initialized);
    if (call.result)
        return call.result;
    if (!is_device(device))
        return InvalidDevice;
    State& s = state();
    DeviceState& d = *s.devices[static_cast<std::size_t>(device)];
    if (d.retained == 0)
        return InvalidContext;
    if (--d.retained > 0)
        return Success;

    // The last one takes everything of the context with it.
    Context* context = d.context.get();
    call.lock.unlock();
    wait_for_all(context);
    free_device_stacks();
    call.lock.lock();
    std::erase_if(s.streams, [=](auto& entry) {
        bool gone = entry.second->context == context;
        if (gone)
            close(*entry.second);
        return gone;
    });
    std::erase_if(s.events, [=](auto& entry) { return entry.second->context == context; });
    std::erase_if(s.functions, [=](auto& entry) { return entry.second->module->context == context; });
    std::erase_if(s.modules, [=](auto& entry) { return entry.second->context == context; });
    std::erase_if(s.allocations, [=](auto& entry) { return entry.second->context == context; });
    d.plain_bytes = d.pool_used = d.pool_reserved = 0;
    d.context.reset();
    return Success;
}

SOFTCUDA_API int cuCtxPushCurrent_v2(Context* context)
{
    Call call("cuCtxPushCurrent_v2", Call::Initialized);
    if (call.result)
        return call.result;
    if (!is_alive(context))
        return InvalidContext;
    context_stack().push_back(context);
    return Success;
}

SOFTCUDA_API int cuCtxPopCurrent_v2(Context** context)
{
    Call call("cuCtxPopCurrent_v2", Call::Initialized);
    if (call.result)
        return call.result;
    auto& stack = context_stack();
    if (stack.empty())
        return InvalidContext;
    if (context)
        *context = stack.back();
    stack.pop_back();
    return Success;
}

SOFTCUDA_API int cuCtxSetCurrent(Context* context)
{
    Call call("cuCtxSetCurrent", Call::Initialized);
    if (call.result)
        return call.result;
    auto& stack = context_stack();
    if (context && !is_alive(context))
        return InvalidContext;
    if (!stack.empty())
        stack.pop_back();
    if (context)
        stack.push_back(context);
    return Success;
}

SOFTCUDA_API int cuCtxSynchronize()
{
    Call call("cuCtxSynchronize", Call::CurrentContext);
    if (call.result)
        return call.result;
    if (Result failed = injected("synchronize", LaunchFailed))
        return failed;
    call.lock.unlock();
    wait_for_all(call.context);
    return state().sticky;
}
