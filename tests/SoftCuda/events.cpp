// Events: points in a stream's work, for which streams and the program wait.
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "queues.hpp"

using namespace softcuda;

namespace
{
using Clock = std::chrono::steady_clock;

// What has happened and when. Never destroyed, as the state.
struct Completions
{
    std::mutex mutex;
    std::condition_variable changed;
    Clock::time_point start = Clock::now();

    double now() const { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }
};

Completions& completions()
{
    static auto* the_completions = new Completions();
    return *the_completions;
}

Result find_event(void* handle, Event** event)
{
    auto found = state().events.find(handle);
    if (found == state().events.end())
        return InvalidHandle;
    *event = found->second.get();
    return Success;
}
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
        std::unique_lock lock(completions().mutex);
        completions().changed.wait(lock, [&] { return wanted->completed >= turn; });
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
        std::unique_lock lock(completions().mutex);
        recorded->completed = std::max(recorded->completed, turn);
        recorded->milliseconds = completions().now();
        completions().changed.notify_all();
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
        std::unique_lock lock(completions().mutex);
        completions().changed.wait(lock, [&] { return wanted->completed >= turn; });
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
    std::unique_lock lock(completions().mutex);
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
    std::unique_lock lock(completions().mutex);
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
