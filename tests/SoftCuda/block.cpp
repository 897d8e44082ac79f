#include "block.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <numeric>
#include <random>
#include <vector>

#include "fibre.hpp"
#include "kernel_table.hpp"

namespace softcuda
{
Thread* running;
uint3 block_index;
uint3 block_size;
uint3 grid_size;
void* dynamic_shared_memory;

namespace
{
constexpr int WarpSize = 32;
constexpr int NoSlot = -1;

// What a lane reads that nobody gave, and what shared memory holds at a block's start.
constexpr unsigned Unset = 0xcdcdcdcd;

// Lanes that do something together. At most 32 lanes wait or have yet to take their result, so that a free slot is always found.
struct WarpSlot
{
    Together what;
    unsigned mask;
    unsigned arrived;
    int unread;
    unsigned values[WarpSize];
    unsigned set;
};

struct Warp
{
    unsigned exited;
    WarpSlot slots[WarpSize + 1];
};

const Launch* launch;
std::vector<Thread> threads;
std::vector<Warp> warps;
std::vector<int> thread_order;
std::vector<Thread*> ready;
std::size_t ready_first, ready_count;
int exited_count, barrier_count;
std::string failure;

const char* name_of(Together what)
{
    static const char* const names[] = {
        "__syncwarp", "__ballot_sync", "__any_sync", "__all_sync", "__shfl_sync", "__shfl_up_sync", "__shfl_down_sync", "__shfl_xor_sync"};
    return names[static_cast<int>(what)];
}

std::string text(uint3 v) { return "(" + std::to_string(v.x) + ", " + std::to_string(v.y) + ", " + std::to_string(v.z) + ")"; }

void make_ready(Thread* thread)
{
    ready[(ready_first + ready_count++) % ready.size()] = thread;
}

Thread* next_ready()
{
    if (ready_count == 0)
        return nullptr;
    Thread* next = ready[ready_first];
    ready_first = (ready_first + 1) % ready.size();
    ready_count--;
    return next;
}

[[noreturn]] void fail(const std::string& what)
{
    failure = "kernel " + std::string(launch->kernel->name) + ", block " + text(block_index) + ", thread " + text(running->index) + ": " + what;
    change_to(&system_stack, true);
    __builtin_unreachable();
}

// Lets the others run until this thread is ready again. Where none is ready the block is stuck.
void run_others();
void run_thread();

void complete(Warp& warp, int slot_number, Thread* last)
{
    WarpSlot& slot = warp.slots[slot_number];
    slot.unread = std::popcount(slot.arrived);
    int first = static_cast<int>(&warp - warps.data()) * WarpSize;
    for (unsigned waiting = slot.arrived; waiting; waiting &= waiting - 1)
    {
        Thread* thread = &threads[first + std::countr_zero(waiting)];
        thread->in_warp_slot = NoSlot;
        if (thread != last)
            make_ready(thread);
    }

    slot.arrived = 0;
}

void exit_thread()
{
    running->exited = true;
    exited_count++;
    Warp& warp = warps[running->number / WarpSize];
    warp.exited |= 1u << lane();
    for (int i = 0; i <= WarpSize; i++)
    {
        if (warp.slots[i].arrived && (warp.slots[i].mask & ~warp.exited) == warp.slots[i].arrived)
            complete(warp, i, nullptr);
    }
}

void run_others()
{
    Thread* self = running;
    Thread* next = next_ready();
    if (next == self)
        return;
    if (!next)
    {
        change_to(&system_stack);
        return;
    }

    if (!next->stack)
        next->stack = take_stack(run_thread);
    running = next;
    change_to(next->stack);
}

// A fibre's life: it runs a thread, and where that returns without having waited, the next on the same stack.
__attribute__((no_sanitize("address"))) void run_thread()
{
    arrive();
    for (;;)
    {
        launch->kernel->invoke(launch->arguments);
        exit_thread();
        Stack* own = running->stack;
        running->stack = nullptr;
        Thread* next = next_ready();
        if (next && !next->stack)
        {
            next->stack = own;
            running = next;
            continue;
        }

        give_back(own);
        if (next)
            running = next;
        change_to(next ? next->stack : &system_stack, true);
    }
}

std::string describe_stuck_block()
{
    std::string what = "kernel " + std::string(launch->kernel->name) + ", block " + text(block_index) + ": the block is stuck: ";
    what += std::to_string(barrier_count) + " of " + std::to_string(threads.size()) + " threads wait in __syncthreads, " + std::to_string(exited_count) + " have returned";
    for (auto& thread : threads)
    {
        if (thread.in_warp_slot == NoSlot || thread.exited)
            continue;
        const Warp& warp = warps[thread.number / WarpSize];
        const WarpSlot& slot = warp.slots[thread.in_warp_slot];
        char masks[120];
        snprintf(masks, sizeof masks, "; warp %d waits in %s(0x%08x) for lanes 0x%08x", thread.number / WarpSize, name_of(slot.what), slot.mask,
            slot.mask & ~warp.exited & ~slot.arrived);
        return what + masks;
    }

    return what;
}

// By volatile stores: the guards between the arrays are AddressSanitizer's, which minds memset.
__attribute__((no_sanitize("address", "undefined"))) void fill_with_pattern(char* begin, char* end)
{
    volatile char* p = begin;
    for (; p < end && reinterpret_cast<std::uintptr_t>(p) % 8; p++)
        *p = static_cast<char>(Unset & 0xff);
    for (; p + 8 <= end; p += 8)
        *reinterpret_cast<volatile unsigned long long*>(p) = 0x0101010101010101ull * (Unset & 0xff);
    for (; p < end; p++)
        *p = static_cast<char>(Unset & 0xff);
}

void start_block()
{
    int count = static_cast<int>(threads.size());
    for (int i = 0; i < count; i++)
    {
        auto n = static_cast<unsigned>(i);
        uint3 index = {n % block_size.x, n / block_size.x % block_size.y, n / (block_size.x * block_size.y)};
        threads[i] = Thread{index, i, nullptr, false, false, NoSlot};
    }

    for (auto& warp : warps)
    {
        warp.exited = 0;
        for (auto& slot : warp.slots)
            slot.arrived = 0, slot.unread = 0;
    }

    // Lanes past the block's last thread count as returned.
    if (count % WarpSize)
        warps.back().exited = ~0u << (count % WarpSize);
    ready_first = ready_count = 0;
    exited_count = barrier_count = 0;
    for (int i : thread_order)
        make_ready(&threads[i]);
}

void run_block()
{
    start_block();
    Thread* first = next_ready();
    first->stack = take_stack(run_thread);
    running = first;
    change_to(first->stack);
    if (failure.empty() && exited_count != static_cast<int>(threads.size()))
        failure = describe_stuck_block();
    if (failure.empty())
        return;
    for (auto& thread : threads)
    {
        if (thread.stack)
            abandon(thread.stack);
    }
}

// Visits 0 .. count - 1 once each: in order, backwards, or by steps that share no divisor with count.
class Sequence
{
public:
    Sequence(unsigned long long count, Order order, unsigned seed) : count(count)
    {
        step = order == Order::Reverse ? count - 1 : 1;
        position = order == Order::Reverse ? count - 1 : 0;
        if (order != Order::Random)
            return;
        std::mt19937_64 random(seed);
        position = random() % count;
        do
            step = random() % count;
        while (std::gcd(step, count) != 1);
    }

    unsigned long long next()
    {
        auto result = position;
        position = (position + step) % count;
        return result;
    }

private:
    unsigned long long count, step, position;
};
}

void wait_for_block()
{
    running->at_barrier = true;
    if (++barrier_count < static_cast<int>(threads.size()))
    {
        run_others();
        return;
    }

    barrier_count = 0;
    for (int i : thread_order)
    {
        threads[i].at_barrier = false;
        if (&threads[i] != running)
            make_ready(&threads[i]);
    }
}

unsigned warp_together(Together what, unsigned mask, unsigned value, int from)
{
    Thread* self = running;
    int own = lane();
    Warp& warp = warps[self->number / WarpSize];
    if (!(mask >> own & 1))
        fail(std::string(name_of(what)) + " with a mask that lacks the calling lane " + std::to_string(own));
    int number = NoSlot;
    for (int i = 0; i <= WarpSize; i++)
    {
        if (warp.slots[i].arrived && warp.slots[i].mask == mask)
        {
            number = i;
            break;
        }

        if (number == NoSlot && !warp.slots[i].arrived && !warp.slots[i].unread)
            number = i;
    }

    WarpSlot& slot = warp.slots[number];
    if (!slot.arrived)
    {
        slot.what = what;
        slot.mask = mask;
        slot.set = 0;
        std::fill(std::begin(slot.values), std::end(slot.values), Unset);
    }
    else if (slot.what != what)
        fail(std::string(name_of(what)) + " while another lane of the same mask calls " + name_of(slot.what));

    slot.arrived |= 1u << own;
    slot.values[own] = value;
    slot.set |= (value ? 1u : 0u) << own;
    self->in_warp_slot = number;
    if (slot.arrived == (mask & ~warp.exited))
        complete(warp, number, self);
    else
        run_others();
    slot.unread--;
    return what >= Together::Shuffle ? slot.values[from] : slot.set;
}

std::string run_grid(const Launch& wanted)
{
    launch = &wanted;
    failure.clear();
    grid_size = wanted.grid;
    block_size = wanted.block;
    std::size_t count = static_cast<std::size_t>(block_size.x) * block_size.y * block_size.z;
    threads.resize(count);
    warps.resize((count + WarpSize - 1) / WarpSize);
    ready.resize(count);
    thread_order.resize(count);
    Sequence order(count, wanted.order, wanted.seed);
    for (auto& i : thread_order)
        i = static_cast<int>(order.next());

    // Of its own size, so that AddressSanitizer knows its end.
    auto dynamic = std::unique_ptr<char, void (*)(void*)>(static_cast<char*>(std::malloc(wanted.dynamic_shared)), std::free);
    dynamic_shared_memory = dynamic.get();
    unsigned long long blocks = static_cast<unsigned long long>(grid_size.x) * grid_size.y * grid_size.z;
    Sequence sequence(blocks, wanted.order, wanted.seed);
    for (unsigned long long i = 0; i < blocks && failure.empty(); i++)
    {
        auto n = sequence.next();
        block_index = {static_cast<unsigned>(n % grid_size.x), static_cast<unsigned>(n / grid_size.x % grid_size.y),
            static_cast<unsigned>(n / (static_cast<unsigned long long>(grid_size.x) * grid_size.y))};
        fill_with_pattern(wanted.kernel->shared_begin, wanted.kernel->shared_end);
        fill_with_pattern(dynamic.get(), dynamic.get() + wanted.dynamic_shared);
        run_block();
    }

    return failure;
}
}
