// Stacks and the change from one to another. All of it happens on one thread of the system.
#pragma once

#include <cstddef>

namespace softcuda
{
struct Stack
{
    char* base;
    std::size_t size;
    void* pointer;
    void* fake_frames;
};

// The stack that runs now; before the first change, the system thread's own.
extern Stack* current_stack;
extern Stack system_stack;

// Call once, on the thread that will run fibres.
void adopt_system_stack();

// A stack that will start with `entry`, which never returns. Stacks that were given back are used again.
Stack* take_stack(void (*entry)());
void give_back(Stack* stack);

// Unmaps the stacks that were given back: a process has a limited number of mappings, and each stack takes two.
void release_stacks();

// As give_back, for a stack that was left in the middle of its work.
void abandon(Stack* stack);

// Continues on `stack`. `leaving`: nothing will return to the stack that runs now.
void change_to(Stack* stack, bool leaving = false);

// The first thing that an entry does.
void arrive();
}
