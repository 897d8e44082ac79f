// Streams and events. Unless SOFTCUDA_ASYNC is set every operation happens within its call; with it each stream is a thread with a queue,
// which dawdles at random, so that a wait that is missing shows as a wrong result or a failed device.
#include "driver.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <random>
#include <thread>

#include "fibre.hpp"

using namespace softcuda;

namespace softcuda
{
struct Queue
{
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<std::function<void()>> work;
    std::size_t pending = 0;
    bool closed = false;
    Context* context = nullptr;
    bool blocking = true;
};

namespace
{
using Clock = std::chrono::steady_clock;

// Never destroyed, as the state.
struct Shared
{
    std::mutex mutex;
    std::condition_variable event_completed;
    std::vector<std::weak_ptr<Queue>> queues;
    std::shared_ptr<Queue> device;
    Clock::time_point start = Clock::now();
};

Shared& shared()
{
    static auto* the_shared = new Shared();
    return *the_shared;
}

void drain(std::shared_ptr<Queue> queue, unsigned seed)
{
    std::minstd_rand random(seed);
    std::unique_lock lock(queue->mutex);
    for (;;)
    {
        queue->changed.wait(lock, [&] { return !queue->work.empty() || queue->closed; });
        if (queue->work.empty())
            return;
        auto work = std::move(queue->work.front());
        queue->work.pop_front();
        lock.unlock();
        if (seed && random() % 4 == 0)
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 300));
        work();
        work = nullptr;
        lock.lock();
        queue->pending--;
        queue->changed.notify_all();
    }
}

void enqueue(Queue& queue, std::function<void()> work)
{
    std::unique_lock lock(queue.mutex);
    queue.work.push_back(std::move(work));
    queue.pending++;
    queue.changed.notify_all();
}

void wait_until_empty(Queue& queue)
{
    std::unique_lock lock(queue.mutex);
    queue.changed.wait(lock, [&] { return queue.pending == 0; });
}

bool is_empty(Queue& queue)
{
    std::unique_lock lock(queue.mutex);
    return queue.pending == 0;
}

std::vector<std::shared_ptr<Queue>> queues_of(Context* context, bool blocking_only)
{
    std::unique_lock lock(shared().mutex);
    std::vector<std::shared_ptr<Queue>> found;
    std::erase_if(shared().queues, [](auto& queue) { return queue.expired(); });
    for (auto& weak : shared().queues)
    {
        auto queue = weak.lock();
        if (queue && (!context || queue->context == context) && (queue->blocking || !blocking_only))
            found.push_back(queue);
    }

    return found;
}

// What a synchronization gives back of the pool's memory.
void settle_pools()
{
    Lock lock(state().mutex);
    for (auto& device : state().devices)
        device->pool_reserved = std::max(device->pool_used, std::min<std::size_t>(device->pool_reserved, device->release_threshold));
}

double now() { return std::chrono::duration<double, std::milli>(Clock::now() - shared().start).count(); }
}

Result find_stream(void* handle, Context* context, Stream** stream)
{
    *stream = nullptr;

    // The default stream by its null, legacy and per-thread names.
    if (reinterpret_cast<std::uintptr_t>(handle) <= 2)
        return Success;
    auto found = state().streams.find(handle);
    if (found == state().streams.end())
        return InvalidHandle;
    if (found->second->context != context)
        return InvalidContext;
    *stream = found->second.get();
    return Success;
}

void submit(Stream* stream, Context* context, std::function<void()> work)
{
    if (stream && stream->queue)
    {
        enqueue(*stream->queue, std::move(work));
        return;
    }

    if (!stream)
    {
        for (auto& queue : queues_of(context, true))
            wait_until_empty(*queue);
    }

    work();
}

void wait_for(Stream* stream)
{
    if (stream && stream->queue)
        wait_until_empty(*stream->queue);
    settle_pools();
}

// Its thread ends when its queue is empty.
void close(const Stream& stream)
{
    if (!stream.queue)
        return;
    std::unique_lock lock(stream.queue->mutex);
    stream.queue->closed = true;
    stream.queue->changed.notify_all();
}

void wait_for_all(Context* context)
{
    for (auto& queue : queues_of(context, false))
        wait_until_empty(*queue);
    settle_pools();
}

// All kernels run on one thread, whose stack the fibres leave and come back to; the program's own threads keep theirs.
void run_on_device_thread(const std::function<void()>& work)
{
    std::shared_ptr<Queue> device;
    {
        std::unique_lock lock(shared().mutex);
        if (!shared().device)
        {
            shared().device = std::make_shared<Queue>();
            std::thread(drain, shared().device, 0).detach();
            enqueue(*shared().device, adopt_system_stack);
        }

        device = shared().device;
    }

    std::mutex mutex;
    std::condition_variable done;
    bool finished = false;
    enqueue(*device, [&] {
        work();
        std::unique_lock lock(mutex);
        finished = true;
        done.notify_all();
    });
    std::unique_lock lock(mutex);
    done.wait(lock, [&] { return finished; });
}

void free_device_stacks()
{
    {
        std::unique_lock lock(shared().mutex);
        if (!shared().device)
            return;
    }

    run_on_device_thread(release_stacks);
}
}

namespace
{
Result find_event(void* handle, Event** event)
{
    auto found = state().events.find(handle);
    if (found == state().events.end())
        return InvalidHandle;
    *event = found->second.get();
    return Success;
}
}

SOFTCUDA_API int cuStreamCreate(void** handle, unsigned flags)
{
    Call call("cuStreamCreate", Call::CurrentContext);
    if (call.result)
        return call.result;
    if (!handle || flags > 1)
        return InvalidValue;
    if (Result failed = injected("stream", OutOfMemory))
        return failed;
    State& s = state();
    auto stream = std::make_unique<Stream>(Stream{call.context, flags == 0, nullptr});
    if (s.settings.async_seed)
    {
        stream->queue = std::make_shared<Queue>();
        stream->queue->context = call.context;
        stream->queue->blocking = stream->blocking;
        std::unique_lock lock(shared().mutex);
        shared().queues.push_back(stream->queue);
        std::thread(drain, stream->queue, s.settings.async_seed + static_cast<unsigned>(s.counters["cuStreamCreate"])).detach();
    }

    *handle = stream.get();
    s.streams.emplace(*handle, std::move(stream));
    return Success;
}

// Work that is under way continues.
SOFTCUDA_API int cuStreamDestroy_v2(void* handle)
{
    Call call("cuStreamDestroy_v2", Call::CurrentContext);
    auto found = state().streams.find(handle);
    if (call.result == InvalidContext || call.result == NotInitialized)
        return call.result;
    if (found == state().streams.end())
        return InvalidHandle;
    close(*found->second);
    state().streams.erase(found);
    return call.result;
}

SOFTCUDA_API int cuStreamSynchronize(void* handle)
{
    Call call("cuStreamSynchronize", Call::CurrentContext);
    Stream* stream = nullptr;
    if (call.result || (call.result = find_stream(handle, call.context, &stream)))
        return call.result;
    if (Result failed = injected("synchronize", LaunchFailed))
        return failed;
    auto queue = stream ? stream->queue : nullptr;
    call.lock.unlock();
    if (queue)
        wait_until_empty(*queue);
    else if (!stream)
        for (auto& blocking : queues_of(call.context, true))
            wait_until_empty(*blocking);
    settle_pools();
    return state().sticky;
}

SOFTCUDA_API int cuStreamQuery(void* handle)
{
    Call call("cuStreamQuery", Call::CurrentContext);
    Stream* stream = nullptr;
    if (call.result || (call.result = find_stream(handle, call.context, &stream)))
        return call.result;
    return !stream || !stream->queue || is_empty(*stream->queue) ? Success : NotReady;
}

SOFTCUDA_API int cuStreamWaitEvent(void* handle, void* event_handle, unsigned flags)
{
    Call call("cuStreamWaitEvent", Call::CurrentContext);
    Stream* stream = nullptr;
    Event* event = nullptr;
    if (call.result || (call.result = find_stream(handle, call.context, &stream)) || (call.result = find_event(event_handle, &event)))
        return call.result;
    if (flags > 1)
        return InvalidValue;
    auto wanted = event->state;
    auto turn = wanted->recorded;
    auto wait = [wanted, turn] {
        std::unique_lock lock(shared().mutex);
        shared().event_completed.wait(lock, [&] { return wanted->completed >= turn; });
    };
    if (stream && stream->queue)
        enqueue(*stream->queue, wait);
    else
    {
        call.lock.unlock();
        wait();
    }

    return Success;
}

SOFTCUDA_API int cuEventCreate(void** handle, unsigned flags)
{
    Call call("cuEventCreate", Call::CurrentContext);
    if (call.result)
        return call.result;
    if (!handle || flags > 7)
        return InvalidValue;
    if (Result failed = injected("event", OutOfMemory))
        return failed;
    auto event = std::make_unique<Event>(Event{call.context, (flags & 2) == 0, std::make_shared<EventState>()});
    *handle = event.get();
    state().events.emplace(*handle, std::move(event));
    return Success;
}

SOFTCUDA_API int cuEventDestroy_v2(void* handle)
{
    Call call("cuEventDestroy_v2", Call::CurrentContext);
    if (call.result == InvalidContext || call.result == NotInitialized)
        return call.result;
    if (state().events.erase(handle) == 0)
        return InvalidHandle;
    return call.result;
}

SOFTCUDA_API int cuEventRecord(void* handle, void* stream_handle)
{
    Call call("cuEventRecord", Call::CurrentContext);
    Stream* stream = nullptr;
    Event* event = nullptr;
    if (call.result || (call.result = find_stream(stream_handle, call.context, &stream)) || (call.result = find_event(handle, &event)))
        return call.result;
    if (event->context != call.context)
        return InvalidHandle;
    auto recorded = event->state = std::make_shared<EventState>();
    auto turn = ++recorded->recorded;
    auto complete = [recorded, turn] {
        std::unique_lock lock(shared().mutex);
        recorded->completed = std::max(recorded->completed, turn);
        recorded->milliseconds = now();
        shared().event_completed.notify_all();
    };
    Stream copy = stream ? *stream : Stream{};
    call.lock.unlock();
    submit(stream ? &copy : nullptr, call.context, complete);
    return Success;
}

SOFTCUDA_API int cuEventSynchronize(void* handle)
{
    Call call("cuEventSynchronize", Call::CurrentContext);
    Event* event = nullptr;
    if (call.result || (call.result = find_event(handle, &event)))
        return call.result;
    if (Result failed = injected("synchronize", LaunchFailed))
        return failed;
    auto wanted = event->state;
    auto turn = wanted->recorded;
    call.lock.unlock();
    {
        std::unique_lock lock(shared().mutex);
        shared().event_completed.wait(lock, [&] { return wanted->completed >= turn; });
    }

    settle_pools();
    return state().sticky;
}

SOFTCUDA_API int cuEventQuery(void* handle)
{
    Call call("cuEventQuery", Call::CurrentContext);
    Event* event = nullptr;
    if (call.result || (call.result = find_event(handle, &event)))
        return call.result;
    std::unique_lock lock(shared().mutex);
    return event->state->completed >= event->state->recorded ? Success : NotReady;
}

SOFTCUDA_API int cuEventElapsedTime(float* milliseconds, void* start, void* end)
{
    Call call("cuEventElapsedTime", Call::CurrentContext);
    Event* first = nullptr;
    Event* last = nullptr;
    if (call.result || (call.result = find_event(start, &first)) || (call.result = find_event(end, &last)))
        return call.result;
    if (!milliseconds)
        return InvalidValue;
    std::unique_lock lock(shared().mutex);
    for (Event* event : {first, last})
    {
        if (!event->timing || event->state->recorded == 0)
            return InvalidHandle;
        if (event->state->completed < event->state->recorded)
            return NotReady;
    }

    *milliseconds = static_cast<float>(last->state->milliseconds - first->state->milliseconds);
    return Success;
}
