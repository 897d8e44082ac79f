// nvJPEG's functions, as the binding calls them.
#include "jpeg_planes.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#define EXPORT extern "C" __attribute__((visibility("default")))

using namespace softnvjpeg;

namespace
{
enum Status { Success = 0, InvalidParameter = 2, NotSupported = 4, ArchMismatch = 7, InternalError = 8 };
constexpr int Hardware = 3, Planes = 1;

struct Handle
{
    int backend;
};

struct State
{
    Handle* handle;
    int batch = 0;
    std::atomic<bool> busy{false};
};

std::mutex gate;
std::map<std::string, std::string> settings;
std::map<std::string, unsigned long long> counters;

std::string setting(const std::string& name)
{
    std::lock_guard lock(gate);
    auto found = settings.find(name);
    if (found != settings.end())
        return found->second;
    const char* value = std::getenv(("SOFTNVJPEG_" + name).c_str());
    return value ? value : "";
}

int number(const std::string& name, int otherwise)
{
    std::string value = setting(name);
    return value.empty() ? otherwise : std::atoi(value.c_str());
}

// Counts how many files are decoded at once, and the most that ever were.
class AtOnce
{
  public:
    AtOnce()
    {
        std::lock_guard lock(gate);
        auto& most = counters["most_at_once"];
        most = std::max(most, ++counters["at_once"]);
    }

    ~AtOnce()
    {
        std::lock_guard lock(gate);
        counters["at_once"]--;
    }
};

// Counts the call; the status that it must fail with, or 0.
int enter(const char* function)
{
    std::string fail = setting("FAIL");
    std::lock_guard lock(gate);
    counters[function]++;
    if (fail.rfind(std::string(function) + ":", 0) != 0)
        return Success;
    std::string rest = fail.substr(std::strlen(function) + 1);
    auto colon = rest.find(':');
    if (colon == std::string::npos)
        return std::atoi(rest.c_str());
    int left = std::atoi(rest.c_str() + colon + 1);
    settings["FAIL"] = left > 1 ? std::string(function) + ":" + rest.substr(0, colon) + ":" + std::to_string(left - 1) : "";
    return left == 1 ? std::atoi(rest.c_str()) : Success;
}

// Whether device memory is host memory here: somebody says so, or a software driver was chosen.
bool is_permitted()
{
    const char* driver = std::getenv("RETINAPS_CUDA_DRIVER");
    std::lock_guard lock(gate);
    return !settings.empty() || (driver && *driver);
}

int refuse_what_engines_cannot(const unsigned char* data, std::size_t length)
{
    Header header;
    int status = read_header(data, length, header);
    return status ? status : header.progressive ? NotSupported : Success;
}

class Busy
{
public:
    explicit Busy(State* state) : state(state), alone(!state->busy.exchange(true)) {}
    ~Busy() { if (alone) state->busy = false; }
    bool is_alone() const { return alone; }

private:
    State* state;
    bool alone;
};
}

#define ENTER(function)              \
    if (int fault = enter(function)) \
        return fault

EXPORT void softnvjpeg_configure(const char* name, const char* value)
{
    std::lock_guard lock(gate);
    settings[name] = value;
}

EXPORT unsigned long long softnvjpeg_count(const char* name)
{
    std::lock_guard lock(gate);
    return counters[name];
}

EXPORT int nvjpegGetProperty(int which, int* value)
{
    *value = which == 0 ? number("VERSION", 0) : 0;
    return Success;
}

EXPORT int nvjpegCreateEx(int backend, void*, void*, unsigned, Handle** handle)
{
    ENTER("nvjpegCreateEx");
    while (number("HOLD", 0))
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (!is_permitted() || (backend == Hardware && number("ENGINES", 2) == 0))
        return ArchMismatch;
    *handle = new Handle{backend};
    return Success;
}

EXPORT int nvjpegDestroy(Handle* handle)
{
    delete handle;
    return Success;
}

EXPORT int nvjpegGetHardwareDecoderInfo(Handle*, unsigned* engines, unsigned* cores)
{
    ENTER("nvjpegGetHardwareDecoderInfo");
    *engines = static_cast<unsigned>(number("ENGINES", 2));
    *cores = 1;
    return Success;
}

EXPORT int nvjpegJpegStateCreate(Handle* handle, State** state)
{
    ENTER("nvjpegJpegStateCreate");
    *state = new State{handle};
    return Success;
}

EXPORT int nvjpegJpegStateDestroy(State* state)
{
    delete state;
    return Success;
}

EXPORT int nvjpegGetImageInfo(Handle*, const unsigned char* data, std::size_t length, int* components, int* sampling, int* widths, int* heights)
{
    ENTER("nvjpegGetImageInfo");
    Header header;
    int status = read_header(data, length, header);
    if (status)
        return status;
    *components = header.components;
    *sampling = header.sampling;
    std::memcpy(widths, header.widths, sizeof header.widths);
    std::memcpy(heights, header.heights, sizeof header.heights);
    return Success;
}

EXPORT int nvjpegDecode(Handle*, State* state, const unsigned char* data, std::size_t length, int format, Image* target, void*)
{
    ENTER("nvjpegDecode");
    Busy busy(state);
    if (!busy.is_alone())
        return InternalError;
    AtOnce at_once;
    std::this_thread::sleep_for(std::chrono::milliseconds(number("DELAY_MS", 0)));
    return format == Planes ? decode(data, length, *target) : InvalidParameter;
}

EXPORT int nvjpegDecodeBatchedInitialize(Handle*, State* state, int size, int threads, int format)
{
    ENTER("nvjpegDecodeBatchedInitialize");
    if (size < 1 || threads < 1 || format != Planes)
        return InvalidParameter;
    state->batch = size;
    return Success;
}

EXPORT int nvjpegDecodeBatched(Handle* handle, State* state, const unsigned char* const* data, const std::size_t* lengths, Image* targets, void*)
{
    ENTER("nvjpegDecodeBatched");
    Busy busy(state);
    if (!busy.is_alone())
        return InternalError;
    if (state->batch < 1)
        return InvalidParameter;
    std::this_thread::sleep_for(std::chrono::milliseconds(number("DELAY_MS", 0)));
    {
        std::lock_guard lock(gate);
        auto& largest = counters["largest_batch"];
        largest = std::max<unsigned long long>(largest, state->batch);
    }

    for (int i = 0; i < state->batch; i++)
    {
        int status = handle->backend == Hardware ? refuse_what_engines_cannot(data[i], lengths[i]) : Success;
        if (!status)
            status = decode(data[i], lengths[i], targets[i]);
        if (status)
        {
            // As a batch that failed on a card: it must be set up again.
            state->batch = 0;
            return status;
        }
    }

    std::lock_guard lock(gate);
    counters["files"] += state->batch;
    return Success;
}
