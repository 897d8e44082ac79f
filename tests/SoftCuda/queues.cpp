#include "queues.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <random>
#include <thread>

#include "fibre.hpp"

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
// Never destroyed, as the state.
struct Shared
{
    std::mutex mutex;
    std::vector<std::weak_ptr<Queue>> queues;
    std::shared_ptr<Queue> device;
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
}

std::shared_ptr<Queue> start_queue(Context* context, bool blocking, unsigned seed)
{
    auto queue = std::make_shared<Queue>();
    queue->context = context;
    queue->blocking = blocking;
    std::unique_lock lock(shared().mutex);
    shared().queues.push_back(queue);
    std::thread(drain, queue, seed).detach();
    return queue;
}

void close(Queue& queue)
{
    std::unique_lock lock(queue.mutex);
    queue.closed = true;
    queue.changed.notify_all();
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
