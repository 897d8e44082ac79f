// Connected components as a forest of labels: each pixel's label leads to another pixel of its component, the root's is its own index.
#pragma once
#include "dialect.cuh"

namespace
{
// A label that other threads may lower at any time.
__device__ inline int current(int* label)
{
    return atomicMin(label, 0x7fffffff);
}

// Labels only fall along the path to the root, whose label is its own index.
__device__ inline int root_of(int* labels, int i)
{
    for (int next = current(&labels[i]); next != i; next = current(&labels[i]))
        i = next;
    return i;
}

__device__ inline int settled_root_of(const int* labels, int i)
{
    for (int next = labels[i]; next != i; next = labels[i])
        i = next;
    return i;
}

// Joins two trees: the higher root gets the lower one's index. Where another thread was faster, what it wrote is joined instead.
__device__ inline void unite(int* labels, int a, int b)
{
    a = root_of(labels, a);
    b = root_of(labels, b);
    while (a != b)
    {
        int high = max(a, b), low = min(a, b);
        int before = atomicMin(&labels[high], low);
        if (before == high)
            return;
        a = root_of(labels, before);
        b = root_of(labels, low);
    }
}
}
