// Work that threads do in turn: what streams are when SOFTCUDA_ASYNC is set, and the thread of all kernels.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "driver.hpp"

namespace softcuda
{
// Starts a thread that does a stream's work and dawdles at random by the seed. It ends when the queue is closed and empty.
std::shared_ptr<Queue> start_queue(Context* context, bool blocking, unsigned seed);
void close(Queue& queue);

void enqueue(Queue& queue, std::function<void()> work);
void wait_until_empty(Queue& queue);
bool is_empty(Queue& queue);

// Those of a context, or of all; of blocking streams, or of all.
std::vector<std::shared_ptr<Queue>> queues_of(Context* context, bool blocking_only);
}
