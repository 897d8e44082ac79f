// Kernels that do what they must not, for the tests of what the software CUDA device notices.
#include "dialect.cuh"

extern "C" __global__ void soft_store_at(int* values, int index)
{
    values[index] = 1;
}

// A compiler that sees which array it is would see the mistake too.
static __device__ __noinline__ void store(int* p, int index, int value)
{
    p[index] = value;
}

extern "C" __global__ void soft_shared_store_at(int* values, int index)
{
    __shared__ int first[8];
    __shared__ int second[8];
    int* p = index & 1 ? second : first;
    store(p, index / 2, index);
    __syncthreads();
    values[0] = first[0] + second[0];
}

// Half of the block waits for all of it.
extern "C" __global__ void soft_half_barrier(int* values)
{
    if (threadIdx.x < blockDim.x / 2)
        __syncthreads();
    values[threadIdx.x] = 1;
}

// Odd lanes ballot while even ones shuffle.
extern "C" __global__ void soft_two_collectives(unsigned* values)
{
    if (threadIdx.x & 1)
        values[threadIdx.x] = __ballot_sync(FULL_WARP, 1);
    else
        values[threadIdx.x] = __shfl_sync(FULL_WARP, threadIdx.x, 0);
}

extern "C" __global__ void soft_foreign_mask(unsigned* values)
{
    values[threadIdx.x] = __ballot_sync(1u, 1);
}

extern "C" __global__ void soft_unset_shared(unsigned* values)
{
    __shared__ unsigned unset[32];
    values[threadIdx.x] = unset[threadIdx.x];
}

// The barrier between the store and the neighbour's load is missing.
extern "C" __global__ void soft_missing_barrier(int* values)
{
    __shared__ int copy[64];
    copy[threadIdx.x] = values[threadIdx.x];
    values[threadIdx.x] = copy[(threadIdx.x + 1) % 64];
}
