// Streams. Unless SOFTCUDA_ASYNC is set every operation happens within its call; with it each stream is a thread with a queue,
// which dawdles at random, so that a wait that is missing shows as a wrong result or a failed device.
#include <algorithm>

#include "queues.hpp"

using namespace softcuda;

namespace softcuda
{
void settle_pools()
{
    Lock lock(state().mutex);
    for (auto& device : state().devices)
        device->pool_reserved = std::max(device->pool_used, std::min<std::size_t>(device->pool_reserved, device->release_threshold));
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

void close(const Stream& stream)
{
    if (stream.queue)
        close(*stream.queue);
}

void wait_for_all(Context* context)
{
    for (auto& queue : queues_of(context, false))
        wait_until_empty(*queue);
    settle_pools();
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
        unsigned seed = s.settings.async_seed + static_cast<unsigned>(s.counters["cuStreamCreate"]);
        stream->queue = start_queue(call.context, stream->blocking, seed);
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
