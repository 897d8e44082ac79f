// Kernels that do what they should, for the tests of the software CUDA device.
#include "dialect.cuh"

__constant__ int soft_factors[4] = {1, 10, 100, 1000};

struct SoftPoint
{
    int x;
    float y;
};

extern "C" __global__ void soft_fill(int* values, int count, int value)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count)
        values[i] = value;
}

extern "C" __global__ void soft_add(int* values, int count, int value)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count)
        values[i] += value;
}

// Counts in shared memory by atomics, and the sum of all bytes by shuffles.
extern "C" __global__ void __launch_bounds__(256) soft_histogram(const unsigned char* bytes, int count, unsigned* histogram, unsigned long long* sum)
{
    __shared__ unsigned counts[256];
    __shared__ unsigned sums[8];
    counts[threadIdx.x] = 0;
    __syncthreads();
    unsigned own = 0;
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < count; i += gridDim.x * blockDim.x)
    {
        unsigned level = load_readonly(bytes + i);
        atomicAdd(&counts[level], 1u);
        own += level;
    }

    for (int by = 16; by > 0; by /= 2)
        own += __shfl_down_sync(FULL_WARP, own, by);
    if (threadIdx.x % 32 == 0)
        sums[threadIdx.x / 32] = own;
    __syncthreads();
    atomicAdd(&histogram[threadIdx.x], counts[threadIdx.x]);
    if (threadIdx.x < 8)
    {
        unsigned all = sums[threadIdx.x];
        for (int by = 4; by > 0; by /= 2)
            all += __shfl_xor_sync(0xffu, all, by, 8);
        if (threadIdx.x == 0)
            atomicAdd(sum, static_cast<unsigned long long>(all));
    }
}

// One block of any number of threads: each warp's sums so far, and by ballot how many lower lanes have an odd value.
extern "C" __global__ void soft_scan(const int* values, int* sums, int* odd_before)
{
    unsigned present = __ballot_sync(FULL_WARP, 1);
    int lane = threadIdx.x % 32;
    int sum = values[threadIdx.x];
    unsigned odd = __ballot_sync(present, sum & 1);
    for (int by = 1; by < 32; by *= 2)
    {
        int other = __shfl_up_sync(present, sum, by);
        if (lane >= by)
            sum += other;
    }

    sums[threadIdx.x] = sum;
    odd_before[threadIdx.x] = __popc(odd & ((1u << lane) - 1));
}

extern "C" __global__ void soft_reverse(int* values)
{
    DYNAMIC_SHARED(int, copy);
    copy[threadIdx.x] = values[threadIdx.x];
    __syncthreads();
    values[threadIdx.x] = copy[blockDim.x - 1 - threadIdx.x];
}

extern "C" __global__ void soft_scale(int* values, SoftPoint point)
{
    values[threadIdx.x] = values[threadIdx.x] * soft_factors[threadIdx.x % 4] + point.x + float_to_int_rn(point.y);
}

extern "C" __global__ void soft_indices(uint4* places)
{
    unsigned block = blockIdx.x + gridDim.x * (blockIdx.y + gridDim.y * blockIdx.z);
    unsigned thread = threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z);
    places[block * blockDim.x * blockDim.y * blockDim.z + thread] =
        make_uint4(blockIdx.x | blockIdx.y << 8 | blockIdx.z << 16, threadIdx.x | threadIdx.y << 8 | threadIdx.z << 16, block, thread);
}

extern "C" __global__ void soft_arithmetic(float a, float b, float c, float* results, unsigned* words)
{
    results[0] = mul_rn(a, b);
    results[1] = add_rn(mul_rn(a, b), c);
    results[2] = fma_rn(a, b, c);
    results[3] = div_rn(a, b);
    results[4] = sqrt_rn(a);
    results[5] = rint_rn(a);
    results[6] = sub_rn(a, c);
    results[7] = floor_rd(a);
    words[0] = static_cast<unsigned>(float_to_int_rn(a));
    words[1] = static_cast<unsigned>(float_to_int_rz(c));
    words[2] = __byte_perm(0x33221100u, 0x77665544u, 0x7250u);
    words[3] = dot4_unsigned(0x01020304u, 0xff02ff04u, 7u);
    words[4] = static_cast<unsigned>(dot4_signed(0x01020304, static_cast<int>(0xff02ff04u), 7));
    words[5] = __umulhi(0xdeadbeefu, 0x12345678u);
    words[6] = static_cast<unsigned>(__clz(0x00012345) << 16 | __ffs(0x00012340) << 8 | __popc(0x00012345u));
    words[7] = __brev(0x00012345u);
    words[8] = static_cast<unsigned>(float_to_int_rz(3e9f));
    words[9] = static_cast<unsigned>(abs(-5) + min(2, -3) + max(2, -3));
    words[10] = atomicCAS(&words[11], 5u, 6u);
    words[12] = atomicMax(&words[13], 9u) + atomicMin(&words[14], 1u) + atomicOr(&words[15], 4u) + atomicExch(&words[16], 8u);
}
