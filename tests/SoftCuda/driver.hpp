// The driver API's types, as far as this device answers, and the state behind it.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "block.hpp"
#include "kernel_table.hpp"

#define SOFTCUDA_API extern "C" __attribute__((visibility("default")))

namespace softcuda
{
enum Result : int
{
    Success = 0,
    InvalidValue = 1,
    OutOfMemory = 2,
    NotInitialized = 3,
    NoDevice = 100,
    InvalidDevice = 101,
    InvalidImage = 200,
    InvalidContext = 201,
    NoBinaryForGpu = 209,
    InvalidPtx = 218,
    InvalidHandle = 400,
    NotFound = 500,
    NotReady = 600,
    IllegalAddress = 700,
    LaunchOutOfResources = 701,
    MisalignedAddress = 716,
    LaunchFailed = 719,
    NotSupported = 801,
    Unknown = 999,
};

using DevicePointer = std::uint64_t;

struct Context
{
    int device;
};

struct Pool
{
    int device;
};

struct Allocation
{
    std::uintptr_t base;
    std::size_t size;
    Context* context;
    bool from_pool;
    bool freed = false;                  // by a call that has returned
    std::atomic<bool> usable = true;     // on the device's own time: between the allocation's and the release's turn in their streams
    char* block = nullptr;
    ~Allocation();
};

struct Queue;

struct Stream
{
    Context* context;
    bool blocking;
    std::shared_ptr<Queue> queue;
};

struct EventState
{
    std::uint64_t recorded = 0;
    std::uint64_t completed = 0;
    double milliseconds = 0;
};

struct Event
{
    Context* context;
    bool timing;
    std::shared_ptr<EventState> state;
};

struct Function;

struct Module
{
    Context* context;
    std::map<std::string, std::unique_ptr<Function>> functions;
    std::map<std::string, std::size_t> variables;
};

struct Function
{
    Module* module;
    const Kernel* kernel;
    int max_threads;
    int static_shared;
    int max_dynamic_shared;
};

struct Settings
{
    int devices = 1;
    std::size_t memory = std::size_t{1} << 30;
    bool pools = true;
    unsigned async_seed = 0;
    Order order = Order::Forward;
    unsigned order_seed = 1;
    bool log = false;
};

struct DeviceState
{
    int retained = 0;
    std::unique_ptr<Context> context;
    Pool pool;
    std::size_t plain_bytes = 0;
    std::size_t pool_used = 0;
    std::size_t pool_used_high = 0;
    std::size_t pool_reserved = 0;
    std::size_t pool_reserved_high = 0;
    std::uint64_t release_threshold = 0;
    std::uint64_t reuse_switches[4] = {0, 1, 1, 1};
};

// One failure to come: the call of that kind after `left` more, and with `for_good` every one from then on.
struct Failure
{
    long long left;
    bool for_good;
    Result result;
};

struct State
{
    std::recursive_mutex mutex;
    bool initialized = false;
    Settings settings;
    std::vector<std::unique_ptr<DeviceState>> devices;
    std::atomic<int> sticky = Success;
    std::string report;
    std::map<std::string, Failure> failures;
    std::map<std::string, unsigned long long> counters;
    std::map<std::uintptr_t, std::shared_ptr<Allocation>> allocations;
    std::map<std::uintptr_t, std::size_t> freed;
    std::map<std::uintptr_t, std::size_t> pinned;
    std::map<void*, std::unique_ptr<Stream>> streams;
    std::map<void*, std::unique_ptr<Event>> events;
    std::map<void*, std::unique_ptr<Module>> modules;
    std::map<void*, Function*> functions;
};

State& state();
using Lock = std::unique_lock<std::recursive_mutex>;

// Reads SOFTCUDA_* and makes the devices anew; everything that lived is gone.
void reset();

// Opens a call: the lock is held while it lives, and `result` says why the call must end at once.
struct Call
{
    enum Needs { Nothing, Initialized, CurrentContext };

    Call(const char* name, Needs needs);

    Lock lock;
    Result result;
    Context* context = nullptr;
};

// Counts a call of this kind and says whether it is to fail.
Result injected(const char* kind, Result usual);
void count(const char* what, unsigned long long by = 1);

// The device has failed for good; the first report stays.
void fail_device(Result result, const std::string& report);

std::vector<Context*>& context_stack();

// Streams. A null handle is the default stream, which waits for every blocking one.
Result find_stream(void* handle, Context* context, Stream** stream);
void submit(Stream* stream, Context* context, std::function<void()> work);
void wait_for(Stream* stream);
void close(const Stream& stream);
void wait_for_all(Context* context);

// Gives back of the pools' memory what a synchronization gives back.
void settle_pools();

void run_on_device_thread(const std::function<void()>& work);

// Gives the memory of kernels' stacks back, where there was a kernel.
void free_device_stacks();

// Memory. `find_allocation` takes any address within one, its end included when `end_counts`.
std::shared_ptr<Allocation> find_allocation(std::uintptr_t address, bool end_counts = false);
bool device_range(DevicePointer pointer, std::size_t size, std::shared_ptr<Allocation>* allocation);
bool is_pinned(const void* pointer);
bool guards_are_intact(const Allocation& allocation);
std::string describe_address(std::uintptr_t address);
}
