#include "driver.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace softcuda
{
namespace
{
std::size_t parse_bytes(const std::string& text)
{
    char* end;
    double number = std::strtod(text.c_str(), &end);
    int shift = *end == 'K' ? 10 : *end == 'M' ? 20 : *end == 'G' ? 30 : 0;
    return static_cast<std::size_t>(number * static_cast<double>(std::size_t{1} << shift));
}

Order parse_order(const std::string& text)
{
    return text.starts_with("reverse") ? Order::Reverse : text.starts_with("random") ? Order::Random : Order::Forward;
}

unsigned parse_seed(const std::string& text)
{
    auto colon = text.find(':');
    return colon == std::string::npos ? 1 : static_cast<unsigned>(std::strtoul(text.c_str() + colon + 1, nullptr, 10));
}

bool set(Settings& settings, const std::string& name, const std::string& value)
{
    if (name == "DEVICES")
        settings.devices = std::atoi(value.c_str());
    else if (name == "MEMORY")
        settings.memory = parse_bytes(value);
    else if (name == "POOLS")
        settings.pools = value != "0";
    else if (name == "ASYNC")
        settings.async_seed = static_cast<unsigned>(std::strtoul(value.c_str(), nullptr, 10));
    else if (name == "ORDER")
        settings.order = parse_order(value), settings.order_seed = parse_seed(value);
    else if (name == "LOG")
        settings.log = value != "0";
    else
        return false;
    return true;
}

// "alloc:3,launch:5:700": the third allocation from now, the fifth launch with error 700. "alloc:3+" and all that follow.
void plan_failures(const std::string& text)
{
    std::size_t start = 0;
    while (start < text.size())
    {
        auto end = std::min(text.find(',', start), text.size());
        std::string item = text.substr(start, end - start);
        char kind[32];
        long long nth = 0;
        int result = 0;
        auto plus = item.find('+');
        if (plus != std::string::npos)
            item.erase(plus, 1);
        if (std::sscanf(item.c_str(), "%31[^:]:%lld:%d", kind, &nth, &result) >= 2 && nth > 0)
            state().failures[kind] = Failure{nth, plus != std::string::npos, static_cast<Result>(result)};
        start = end + 1;
    }
}

void make_devices()
{
    State& s = state();
    s.devices.clear();
    for (int i = 0; i < s.settings.devices; i++)
    {
        s.devices.push_back(std::make_unique<DeviceState>());
        s.devices.back()->pool.device = i;
    }
}
}

// Never destroyed: threads of the program may still call while it ends.
State& state()
{
    static State* the_state = new State();
    return *the_state;
}

std::vector<Context*>& context_stack()
{
    static thread_local std::vector<Context*> stack;
    return stack;
}

void reset()
{
    State& s = state();
    wait_for_all(nullptr);
    Lock lock(s.mutex);
    for (auto& [handle, stream] : s.streams)
        close(*stream);
    s.streams.clear();
    s.events.clear();
    s.functions.clear();
    s.modules.clear();
    s.allocations.clear();
    s.freed.clear();
    s.failures.clear();
    s.counters.clear();
    s.report.clear();
    s.sticky = Success;
    s.initialized = false;
    s.settings = Settings();
    for (const char* name : {"DEVICES", "MEMORY", "POOLS", "ASYNC", "ORDER", "LOG"})
    {
        if (const char* value = std::getenv((std::string("SOFTCUDA_") + name).c_str()))
            set(s.settings, name, value);
    }

    if (const char* failures = std::getenv("SOFTCUDA_FAIL"))
        plan_failures(failures);
    make_devices();
}

static void load_settings_once()
{
    Lock lock(state().mutex);
    static bool loaded = (reset(), true);
    (void)loaded;
}

Call::Call(const char* name, Needs needs) : lock(state().mutex), result(Success)
{
    State& s = state();
    load_settings_once();
    count(name);
    if (needs == Nothing)
        return;
    if (!s.initialized)
        result = NotInitialized;
    else if (needs == CurrentContext)
    {
        auto& stack = context_stack();
        context = stack.empty() ? nullptr : stack.back();
        bool alive = false;
        for (auto& device : s.devices)
            alive |= context && device->context.get() == context;
        result = !alive ? InvalidContext : static_cast<Result>(s.sticky.load());
    }
}

void count(const char* what, unsigned long long by)
{
    Lock lock(state().mutex);
    state().counters[what] += by;
}

Result injected(const char* kind, Result usual)
{
    State& s = state();
    auto found = s.failures.find(kind);
    if (found == s.failures.end())
        return Success;
    Failure& failure = found->second;
    if (--failure.left > 0)
        return Success;
    Result result = failure.result ? failure.result : usual;
    if (failure.for_good)
        failure.left = 1;
    else
        s.failures.erase(found);
    return result;
}

void fail_device(Result result, const std::string& report)
{
    State& s = state();
    Lock lock(s.mutex);
    int expected = Success;
    if (!s.sticky.compare_exchange_strong(expected, result))
        return;
    s.report = report;
    if (s.settings.log)
        std::fprintf(stderr, "SoftCuda: %s\n", report.c_str());
}
}

using namespace softcuda;

// Everything as at the start of the process; handles and memory of before are invalid.
SOFTCUDA_API void softcuda_reset()
{
    load_settings_once();
    reset();
}

// As the variable SOFTCUDA_name. DEVICES only before cuInit or after softcuda_reset. 1 where there is no such setting.
SOFTCUDA_API int softcuda_configure(const char* name, const char* value)
{
    load_settings_once();
    Lock lock(state().mutex);
    if (!set(state().settings, name, value))
        return 1;
    if (std::strcmp(name, "DEVICES") == 0)
        make_devices();
    return 0;
}

// The nth call of a kind from now fails; with `for_good` so do all after it. Kinds: alloc host_alloc launch copy memset stream event
// module synchronize. `error` 0 is the usual one of that kind.
SOFTCUDA_API void softcuda_fail(const char* kind, long long nth, int for_good, int error)
{
    load_settings_once();
    Lock lock(state().mutex);
    if (nth > 0)
        state().failures[kind] = Failure{nth, for_good != 0, static_cast<Result>(error)};
    else
        state().failures.erase(kind);
}

// Counters: each driver function by its name; launches, launch:KERNEL, blocks; uploads, uploaded_bytes, downloads, downloaded_bytes,
// device_copies; live_allocations, live_bytes, peak_bytes, live_streams, live_events, live_modules, pinned_bytes.
SOFTCUDA_API unsigned long long softcuda_count(const char* name)
{
    load_settings_once();
    State& s = state();
    Lock lock(s.mutex);
    std::string key = name;
    unsigned long long sum = 0;
    if (key == "live_streams")
        return s.streams.size();
    if (key == "live_events")
        return s.events.size();
    if (key == "live_modules")
        return s.modules.size();
    if (key == "live_allocations" || key == "live_bytes")
    {
        for (auto& [address, allocation] : s.allocations)
            sum += allocation->freed ? 0 : key == "live_bytes" ? allocation->size : 1;
        return sum;
    }

    if (key == "pinned_bytes")
    {
        for (auto& [address, size] : s.pinned)
            sum += size;
        return sum;
    }

    auto found = s.counters.find(key);
    return found == s.counters.end() ? 0 : found->second;
}

// What made the device fail for good; empty while it works. At most `size` bytes with the closing zero.
SOFTCUDA_API int softcuda_report(char* buffer, int size)
{
    load_settings_once();
    Lock lock(state().mutex);
    return std::snprintf(buffer, static_cast<std::size_t>(size), "%s", state().report.c_str());
}
