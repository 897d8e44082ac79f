// Launches. What is wrong with a launch's shape is known at the call; what a kernel does wrong fails the device for good, later.
#include "driver.hpp"

#include <cstring>

using namespace softcuda;

namespace
{
struct Work
{
    const Kernel* kernel;
    uint3 grid;
    uint3 block;
    std::size_t dynamic_shared;
    std::vector<std::vector<char>> values;
    std::vector<std::shared_ptr<Allocation>> used;
    std::string fault;
    Result fault_result = IllegalAddress;
};

// A pointer argument is null or points into memory of this context; what it points to is known here to be alive, not to be large enough.
void check_pointer(Work& work, Context* context, std::size_t number)
{
    std::uintptr_t address;
    std::memcpy(&address, work.values[number].data(), sizeof address);
    if (address == 0 || is_pinned(reinterpret_cast<void*>(address)))
        return;
    auto allocation = find_allocation(address, true);
    std::string where = std::string("kernel ") + work.kernel->name + ", argument " + std::to_string(number) + ": ";
    if (!allocation || allocation->freed)
        work.fault = where + describe_address(address);
    else if (allocation->context != context)
        work.fault = where + "memory of device " + std::to_string(allocation->context->device) + " on device " + std::to_string(context->device);
    else
        work.used.push_back(allocation);
}

void run(const Work& work)
{
    State& s = state();
    if (s.sticky)
        return;
    std::string name = std::string("kernel ") + work.kernel->name;
    if (!work.fault.empty())
    {
        fail_device(work.fault_result, work.fault);
        return;
    }

    for (auto& allocation : work.used)
    {
        if (!allocation->usable)
        {
            fail_device(IllegalAddress, name + " uses memory before its allocation or after its release in another stream: a wait is missing");
            return;
        }
    }

    std::vector<void*> arguments;
    for (auto& value : work.values)
        arguments.push_back(const_cast<char*>(value.data()));
    std::string failure;
    run_on_device_thread([&] {
        Launch launch{work.kernel, arguments.data(), work.grid, work.block, work.dynamic_shared, s.settings.order, s.settings.order_seed};
        failure = run_grid(launch);
    });
    if (!failure.empty())
        fail_device(LaunchFailed, failure);
    for (auto& allocation : work.used)
    {
        if (!guards_are_intact(*allocation))
            fail_device(IllegalAddress, name + " wrote beside an allocation of " + std::to_string(allocation->size) + " bytes");
    }
}

unsigned long long product(uint3 v) { return static_cast<unsigned long long>(v.x) * v.y * v.z; }
}

SOFTCUDA_API int cuLaunchKernel(void* handle, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x, unsigned block_y, unsigned block_z,
    unsigned dynamic_shared, void* stream_handle, void** arguments, void** extra)
{
    Call call("cuLaunchKernel", Call::CurrentContext);
    Stream* stream = nullptr;
    State& s = state();
    if (call.result || (call.result = find_stream(stream_handle, call.context, &stream)))
        return call.result;
    auto found = s.functions.find(handle);
    if (found == s.functions.end() || found->second->module->context != call.context)
        return InvalidHandle;
    const Function& function = *found->second;
    auto work = std::make_shared<Work>();
    work->kernel = function.kernel;
    work->grid = {grid_x, grid_y, grid_z};
    work->block = {block_x, block_y, block_z};
    work->dynamic_shared = dynamic_shared;
    if (product(work->grid) == 0 || product(work->block) == 0 || grid_x > 2147483647u || grid_y > 65535 || grid_z > 65535)
        return InvalidValue;
    if (block_x > 1024 || block_y > 1024 || block_z > 64 || product(work->block) > 1024)
        return InvalidValue;
    if (product(work->block) > static_cast<unsigned>(function.max_threads))
        return LaunchOutOfResources;
    if (dynamic_shared > static_cast<unsigned>(function.max_dynamic_shared))
        return InvalidValue;
    if (extra)
        return NotSupported;
    auto& parameters = function.kernel->parameters;
    if (!arguments && !parameters.empty())
        return InvalidValue;
    for (std::size_t i = 0; i < parameters.size(); i++)
    {
        if (!arguments[i])
            return InvalidValue;
        const char* value = static_cast<const char*>(arguments[i]);
        work->values.emplace_back(value, value + parameters[i].size);
        if (parameters[i].is_pointer)
            check_pointer(*work, call.context, i);
    }

    if (Result failed = injected("launch", IllegalAddress))
    {
        // These come from the running kernel, so not from this call.
        if (failed != IllegalAddress && failed != LaunchFailed && failed != MisalignedAddress)
            return failed;
        work->fault = std::string("kernel ") + function.kernel->name + " failed as SOFTCUDA_FAIL asked";
        work->fault_result = failed;
    }

    count("launches");
    count((std::string("launch:") + function.kernel->name).c_str());
    count("blocks", product(work->grid));
    Stream own = stream ? *stream : Stream{};
    call.lock.unlock();
    submit(stream ? &own : nullptr, call.context, [work] { run(*work); });
    return Success;
}
