#include "fibre.hpp"

#include <cstdint>
#include <cstdlib>
#include <vector>

#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#if !defined(__x86_64__)
#include <ucontext.h>
#endif

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

namespace softcuda
{
Stack system_stack;
Stack* current_stack = &system_stack;

namespace
{
#if defined(__SANITIZE_ADDRESS__)
constexpr std::size_t StackBytes = 256 * 1024;
#else
constexpr std::size_t StackBytes = 64 * 1024;
#endif

std::vector<Stack*>& free_stacks()
{
    static auto* stacks = new std::vector<Stack*>();
    return *stacks;
}

// A page that faults lies below each stack.
std::size_t guard_bytes()
{
    return static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

Stack* new_stack()
{
    std::size_t page = guard_bytes();
    void* memory = mmap(nullptr, StackBytes + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        abort();
    mprotect(memory, page, PROT_NONE);
    return new Stack{static_cast<char*>(memory) + page, StackBytes, nullptr, nullptr};
}
}

#if defined(__x86_64__)
// Saves what a called function must keep, and the stack pointer; continues where the other stack was left.
extern "C" void softcuda_change_stack(void** from, void* to);
asm(R"(
    .text
    .hidden softcuda_change_stack
    .globl softcuda_change_stack
    .type softcuda_change_stack, @function
softcuda_change_stack:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
    .size softcuda_change_stack, . - softcuda_change_stack
)");

static void prepare(Stack* stack, void (*entry)())
{
    // Six registers and the entry as return address; at a function's first instruction the pointer is 8 past a multiple of 16.
    void** top = reinterpret_cast<void**>(stack->base + stack->size);
    for (int i = 1; i <= 8; i++)
        top[-i] = nullptr;
    top[-2] = reinterpret_cast<void*>(entry);
    stack->pointer = top - 8;
}

static void change(Stack* from, Stack* to)
{
    softcuda_change_stack(&from->pointer, to->pointer);
}

static void dismantle(Stack*)
{
}
#else
static ucontext_t* context_of(Stack* stack)
{
    if (!stack->pointer)
        stack->pointer = new ucontext_t();
    return static_cast<ucontext_t*>(stack->pointer);
}

static void prepare(Stack* stack, void (*entry)())
{
    ucontext_t* context = context_of(stack);
    getcontext(context);
    context->uc_stack.ss_sp = stack->base;
    context->uc_stack.ss_size = stack->size;
    context->uc_link = nullptr;
    makecontext(context, entry, 0);
}

static void change(Stack* from, Stack* to)
{
    swapcontext(context_of(from), context_of(to));
}

static void dismantle(Stack* stack)
{
    delete static_cast<ucontext_t*>(stack->pointer);
}
#endif

void adopt_system_stack()
{
    pthread_attr_t attributes;
    void* base;
    pthread_getattr_np(pthread_self(), &attributes);
    pthread_attr_getstack(&attributes, &base, &system_stack.size);
    pthread_attr_destroy(&attributes);
    system_stack.base = static_cast<char*>(base);
}

Stack* take_stack(void (*entry)())
{
    if (free_stacks().empty())
        free_stacks().push_back(new_stack());
    Stack* stack = free_stacks().back();
    free_stacks().pop_back();
    prepare(stack, entry);
    return stack;
}

void give_back(Stack* stack)
{
    free_stacks().push_back(stack);
}

void release_stacks()
{
    for (Stack* stack : free_stacks())
    {
        dismantle(stack);
        munmap(stack->base - guard_bytes(), stack->size + guard_bytes());
        delete stack;
    }

    free_stacks().clear();
}

void abandon(Stack* stack)
{
#if defined(__SANITIZE_ADDRESS__)
    __asan_unpoison_memory_region(stack->base, stack->size);
#endif
    give_back(stack);
}

__attribute__((no_sanitize("address"))) void change_to(Stack* to, [[maybe_unused]] bool leaving)
{
    Stack* from = current_stack;
    current_stack = to;
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_start_switch_fiber(leaving ? nullptr : &from->fake_frames, to->base, to->size);
#endif
    change(from, to);
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_finish_switch_fiber(from->fake_frames, nullptr, nullptr);
#endif
}

__attribute__((no_sanitize("address"))) void arrive()
{
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_finish_switch_fiber(nullptr, nullptr, nullptr);
#endif
}
}
