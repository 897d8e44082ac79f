// One block of a kernel: its threads are fibres, which run in turn on one thread of the system and change only where they wait.
#pragma once

#include <bit>
#include <cstddef>
#include <string>

struct uint3
{
    unsigned x, y, z;
};

namespace softcuda
{
struct Kernel;
struct Stack;

// What lanes of a warp do together.
enum class Together { SyncWarp, Ballot, Any, All, Shuffle, ShuffleUp, ShuffleDown, ShuffleXor };

struct Thread
{
    uint3 index;
    int number;
    Stack* stack;
    bool exited;
    bool at_barrier;
    int in_warp_slot;
};

extern Thread* running;
extern uint3 block_index;
extern uint3 block_size;
extern uint3 grid_size;
extern void* dynamic_shared_memory;

inline int lane() { return running->number % 32; }

// Division by zero is infinity or not a number, as on the device; only integer division by zero is an error.
#if defined(__SANITIZE_ADDRESS__)
__attribute__((no_sanitize("float-divide-by-zero")))
#endif
inline float quotient(float a, float b) { return a / b; }

// __syncthreads(): returns when every thread of the block has called it.
void wait_for_block();

// Returns when every lane of `mask` that has not returned has called it: lane `from`'s value for the shuffles, the lanes whose value is
// not 0 otherwise.
unsigned warp_together(Together what, unsigned mask, unsigned value, int from);

// The order of blocks and of the threads within a block.
enum class Order { Forward, Reverse, Random };

struct Launch
{
    const Kernel* kernel;
    void* const* arguments;
    uint3 grid;
    uint3 block;
    std::size_t dynamic_shared;
    Order order;
    unsigned seed;
};

// Runs every block. Empty, or what the kernel did wrong; then the rest of the launch has not run. Only from the device's thread.
std::string run_grid(const Launch& launch);
}
