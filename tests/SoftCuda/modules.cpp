// Modules are loaded from PTX, as on a GPU; what runs is the kernel of that name which is compiled into this library.
#include "driver.hpp"

#include <cstdio>
#include <cstring>
#include <stdexcept>

#include "ptx.hpp"

using namespace softcuda;

namespace
{
constexpr int ComputeCapability = 75;
constexpr int SharedLimit = 48 * 1024;
constexpr int SharedLimitOptIn = 64 * 1024;

// The JIT's options of which a caller expects something.
enum JitOption { InfoLog = 3, InfoLogBytes = 4, ErrorLog = 5, ErrorLogBytes = 6 };

void write_log(unsigned count, const int* options, void** values, JitOption log, JitOption bytes, const std::string& text)
{
    char* buffer = nullptr;
    void** size = nullptr;
    for (unsigned i = 0; i < count; i++)
    {
        if (options[i] == log)
            buffer = static_cast<char*>(values[i]);
        else if (options[i] == bytes)
            size = &values[i];
    }

    if (!buffer || !size)
        return;
    auto room = static_cast<std::size_t>(static_cast<unsigned>(reinterpret_cast<std::uintptr_t>(*size)));
    if (room > 0)
        std::snprintf(buffer, room, "%s", text.c_str());
    *size = reinterpret_cast<void*>(std::min(text.size() + 1, room));
}

// The variables of the library are one for all modules; loading one gives them their initial values again.
void restore(const Variable& variable)
{
    static auto* initial = new std::map<std::string, std::vector<char>>();
    auto [found, is_new] = initial->try_emplace(variable.name);
    char* bytes = static_cast<char*>(variable.address);
    if (is_new)
        found->second.assign(bytes, bytes + variable.size);
    else
        std::memcpy(bytes, found->second.data(), variable.size);
}

std::unique_ptr<Function> make_function(Module* module, const std::string& name, const PtxEntry& entry)
{
    const Kernel* kernel = find_kernel(name.c_str());
    if (!kernel)
        throw std::runtime_error("the kernel is not compiled into the software device");
    if (entry.parameters.size() != kernel->parameters.size())
        throw std::runtime_error("has " + std::to_string(entry.parameters.size()) + " parameters, and " + std::to_string(kernel->parameters.size()) + " in the software device");
    for (std::size_t i = 0; i < entry.parameters.size(); i++)
    {
        if (entry.parameters[i] != kernel->parameters[i].size)
            throw std::runtime_error("parameter " + std::to_string(i) + " differs in size from the software device's");
    }

    if (entry.shared_bytes > SharedLimit)
        throw std::runtime_error("uses too much shared data (" + std::to_string(entry.shared_bytes) + " bytes, " + std::to_string(SharedLimit) + " max)");
    return std::unique_ptr<Function>(new Function{module, kernel, entry.max_threads, entry.shared_bytes, SharedLimit - entry.shared_bytes});
}

Result find_function(void* handle, Function** function)
{
    auto found = state().functions.find(handle);
    if (found == state().functions.end())
        return InvalidHandle;
    *function = found->second;
    return Success;
}
}

SOFTCUDA_API int cuModuleLoadDataEx(void** handle, const void* image, unsigned option_count, const int* options, void** option_values)
{
    Call call("cuModuleLoadDataEx", Call::CurrentContext);
    if (call.result)
        return call.result;
    if (!handle || !image)
        return InvalidValue;
    if (Result failed = injected("module", InvalidPtx))
    {
        write_log(option_count, options, option_values, ErrorLog, ErrorLogBytes, "failed as SOFTCUDA_FAIL asked");
        return failed;
    }

    if (std::memcmp(image, "\177ELF", 4) == 0)
        return NoBinaryForGpu;
    auto module = std::make_unique<Module>();
    module->context = call.context;
    std::string at;
    try
    {
        Ptx ptx = parse_ptx(static_cast<const char*>(image));
        if (ptx.target > ComputeCapability)
            return NoBinaryForGpu;
        for (auto& [name, entry] : ptx.entries)
        {
            at = "ptxas error   : Entry function '" + name + "' ";
            module->functions[name] = make_function(module.get(), name, entry);
        }

        for (auto& [name, size] : ptx.variables)
        {
            const Variable* variable = find_variable(name.c_str());
            if (!variable)
                continue;
            restore(*variable);
            module->variables[name] = size;
        }
    }
    catch (const std::exception& error)
    {
        write_log(option_count, options, option_values, InfoLog, InfoLogBytes, "");
        write_log(option_count, options, option_values, ErrorLog, ErrorLogBytes, at + error.what());
        return InvalidPtx;
    }

    write_log(option_count, options, option_values, InfoLog, InfoLogBytes, "");
    write_log(option_count, options, option_values, ErrorLog, ErrorLogBytes, "");
    *handle = module.get();
    for (auto& [name, function] : module->functions)
        state().functions[function.get()] = function.get();
    state().modules.emplace(*handle, std::move(module));
    return Success;
}

SOFTCUDA_API int cuModuleUnload(void* handle)
{
    Call call("cuModuleUnload", Call::CurrentContext);
    if (call.result == InvalidContext || call.result == NotInitialized)
        return call.result;
    auto found = state().modules.find(handle);
    if (found == state().modules.end())
        return InvalidHandle;
    for (auto& [name, function] : found->second->functions)
        state().functions.erase(function.get());
    state().modules.erase(found);
    return call.result;
}

SOFTCUDA_API int cuModuleGetFunction(void** function, void* handle, const char* name)
{
    Call call("cuModuleGetFunction", Call::CurrentContext);
    if (call.result)
        return call.result;
    auto module = state().modules.find(handle);
    if (module == state().modules.end())
        return InvalidHandle;
    if (!function || !name)
        return InvalidValue;
    auto found = module->second->functions.find(name);
    if (found == module->second->functions.end())
        return NotFound;
    *function = found->second.get();
    return Success;
}

SOFTCUDA_API int cuModuleGetGlobal_v2(DevicePointer* pointer, std::size_t* size, void* handle, const char* name)
{
    Call call("cuModuleGetGlobal_v2", Call::CurrentContext);
    if (call.result)
        return call.result;
    auto module = state().modules.find(handle);
    if (module == state().modules.end())
        return InvalidHandle;
    if (!name)
        return InvalidValue;
    auto found = module->second->variables.find(name);
    if (found == module->second->variables.end())
        return NotFound;
    if (pointer)
        *pointer = reinterpret_cast<DevicePointer>(find_variable(name)->address);
    if (size)
        *size = found->second;
    return Success;
}

// 8: the most dynamic shared memory that a launch may ask for; 9: how much of the cache to set aside for it.
SOFTCUDA_API int cuFuncSetAttribute(void* handle, int attribute, int value)
{
    Call call("cuFuncSetAttribute", Call::CurrentContext);
    Function* function = nullptr;
    if (call.result || (call.result = find_function(handle, &function)))
        return call.result;
    if (attribute == 9)
        return value >= -1 && value <= 100 ? Success : InvalidValue;
    if (attribute != 8 || value < 0 || value + function->static_shared > SharedLimitOptIn)
        return InvalidValue;
    function->max_dynamic_shared = value;
    return Success;
}

SOFTCUDA_API int cuFuncGetAttribute(int* value, int attribute, void* handle)
{
    Call call("cuFuncGetAttribute", Call::CurrentContext);
    Function* function = nullptr;
    if (call.result || (call.result = find_function(handle, &function)))
        return call.result;
    if (!value || attribute < 0 || attribute > 15)
        return InvalidValue;
    switch (attribute)
    {
        case 0: *value = function->max_threads; break;
        case 1: *value = function->static_shared; break;
        case 4: *value = 32; break;
        case 5: case 6: *value = ComputeCapability; break;
        case 8: *value = function->max_dynamic_shared; break;
        default: *value = 0; break;
    }

    return Success;
}
