// The kernels' dialect on the host: what kernels/dialect.cuh includes when g++ compiles a kernel for the software CUDA device.
// Standard headers come first: libstdc++ spells attributes with names that are macros here.
#pragma once

#include <cmath>
#include <cstdlib>
#include <cstring>

#include "block.hpp"

#define __global__
#define __device__
#define __constant__
#define __launch_bounds__(...)
#define __forceinline__ inline
#define __noinline__ __attribute__((noinline))
#define __align__(n) alignas(n)

// One block runs at a time, so that a block's shared memory is static memory: in a section of its own, which is filled with a pattern
// before each block and which AddressSanitizer is told to guard.
#define __shared__ static __attribute__((section(SOFTCUDA_SHARED_SECTION)))
#define DYNAMIC_SHARED(type, name) type* const name = static_cast<type*>(softcuda::dynamic_shared_memory)

#define threadIdx (softcuda::running->index)
#define blockIdx (softcuda::block_index)
#define blockDim (softcuda::block_size)
#define gridDim (softcuda::grid_size)
#define warpSize 32

struct alignas(4) uchar4 { unsigned char x, y, z, w; };
struct alignas(8) int2 { int x, y; };
struct alignas(8) uint2 { unsigned x, y; };
struct alignas(8) float2 { float x, y; };
struct alignas(16) int4 { int x, y, z, w; };
struct alignas(16) uint4 { unsigned x, y, z, w; };
struct alignas(16) float4 { float x, y, z, w; };

inline uchar4 make_uchar4(unsigned char x, unsigned char y, unsigned char z, unsigned char w) { return {x, y, z, w}; }
inline int2 make_int2(int x, int y) { return {x, y}; }
inline uint2 make_uint2(unsigned x, unsigned y) { return {x, y}; }
inline float2 make_float2(float x, float y) { return {x, y}; }
inline int4 make_int4(int x, int y, int z, int w) { return {x, y, z, w}; }
inline uint4 make_uint4(unsigned x, unsigned y, unsigned z, unsigned w) { return {x, y, z, w}; }
inline float4 make_float4(float x, float y, float z, float w) { return {x, y, z, w}; }

inline int __float_as_int(float v) { return std::bit_cast<int>(v); }
inline unsigned __float_as_uint(float v) { return std::bit_cast<unsigned>(v); }
inline float __int_as_float(int v) { return std::bit_cast<float>(v); }
inline float __uint_as_float(unsigned v) { return std::bit_cast<float>(v); }

// ------------------------------------------------------------------------------------------------------- threads of a block and a warp

inline void __syncthreads() { softcuda::wait_for_block(); }
inline void __syncwarp(unsigned mask = FULL_WARP) { softcuda::warp_together(softcuda::Together::SyncWarp, mask, 0, 0); }
inline void __threadfence() {}
inline void __threadfence_block() {}

// Which lanes run side by side is the hardware's affair; here each runs alone, and a kernel must be right with that answer too.
inline unsigned __activemask() { return 1u << softcuda::lane(); }

inline unsigned __ballot_sync(unsigned mask, int predicate) { return softcuda::warp_together(softcuda::Together::Ballot, mask, predicate != 0, 0); }
inline int __any_sync(unsigned mask, int predicate) { return softcuda::warp_together(softcuda::Together::Any, mask, predicate != 0, 0) != 0; }
inline int __all_sync(unsigned mask, int predicate) { return softcuda::warp_together(softcuda::Together::All, mask, predicate == 0, 0) == 0; }

namespace softcuda
{
inline int segment(int width) { return lane() & ~(width - 1); }

inline unsigned shuffle(unsigned mask, unsigned v, int from, int width) { return warp_together(Together::Shuffle, mask, v, segment(width) + (from & (width - 1))); }

inline unsigned shuffle_up(unsigned mask, unsigned v, unsigned by, int width)
{
    int from = lane() - static_cast<int>(by);
    return warp_together(Together::ShuffleUp, mask, v, from < segment(width) ? lane() : from);
}

inline unsigned shuffle_down(unsigned mask, unsigned v, unsigned by, int width)
{
    int from = lane() + static_cast<int>(by);
    return warp_together(Together::ShuffleDown, mask, v, from >= segment(width) + width ? lane() : from);
}

inline unsigned shuffle_xor(unsigned mask, unsigned v, int lanes, int width)
{
    int from = lane() ^ lanes;
    return warp_together(Together::ShuffleXor, mask, v, from >= segment(width) + width ? lane() : from);
}
}

#define SOFTCUDA_SHUFFLES(type)                                                                                                                                                                          \
    inline type __shfl_sync(unsigned mask, type v, int from, int width = 32) { return std::bit_cast<type>(softcuda::shuffle(mask, std::bit_cast<unsigned>(v), from, width)); }                           \
    inline type __shfl_up_sync(unsigned mask, type v, unsigned by, int width = 32) { return std::bit_cast<type>(softcuda::shuffle_up(mask, std::bit_cast<unsigned>(v), by, width)); }                    \
    inline type __shfl_down_sync(unsigned mask, type v, unsigned by, int width = 32) { return std::bit_cast<type>(softcuda::shuffle_down(mask, std::bit_cast<unsigned>(v), by, width)); }                \
    inline type __shfl_xor_sync(unsigned mask, type v, int lanes, int width = 32) { return std::bit_cast<type>(softcuda::shuffle_xor(mask, std::bit_cast<unsigned>(v), lanes, width)); }
SOFTCUDA_SHUFFLES(int)
SOFTCUDA_SHUFFLES(unsigned)
SOFTCUDA_SHUFFLES(float)
#undef SOFTCUDA_SHUFFLES

// --------------------------------------------------------------------------- atomics: threads change only where they wait for each other

namespace softcuda
{
template <typename T, typename Change>
inline T exchange(T* p, Change change)
{
    T old = *p;
    *p = change(old);
    return old;
}
}

// Unsigned sums wrap around; so do signed ones, on the device.
inline int atomicAdd(int* p, int v) { return softcuda::exchange(p, [v](int old) { return static_cast<int>(static_cast<unsigned>(old) + static_cast<unsigned>(v)); }); }
inline unsigned atomicAdd(unsigned* p, unsigned v) { return softcuda::exchange(p, [v](unsigned old) { return old + v; }); }
inline unsigned long long atomicAdd(unsigned long long* p, unsigned long long v) { return softcuda::exchange(p, [v](unsigned long long old) { return old + v; }); }
inline float atomicAdd(float* p, float v) { return softcuda::exchange(p, [v](float old) { return old + v; }); }
inline int atomicMin(int* p, int v) { return softcuda::exchange(p, [v](int old) { return v < old ? v : old; }); }
inline unsigned atomicMin(unsigned* p, unsigned v) { return softcuda::exchange(p, [v](unsigned old) { return v < old ? v : old; }); }
inline int atomicMax(int* p, int v) { return softcuda::exchange(p, [v](int old) { return v > old ? v : old; }); }
inline unsigned atomicMax(unsigned* p, unsigned v) { return softcuda::exchange(p, [v](unsigned old) { return v > old ? v : old; }); }
inline int atomicAnd(int* p, int v) { return softcuda::exchange(p, [v](int old) { return old & v; }); }
inline unsigned atomicAnd(unsigned* p, unsigned v) { return softcuda::exchange(p, [v](unsigned old) { return old & v; }); }
inline int atomicOr(int* p, int v) { return softcuda::exchange(p, [v](int old) { return old | v; }); }
inline unsigned atomicOr(unsigned* p, unsigned v) { return softcuda::exchange(p, [v](unsigned old) { return old | v; }); }
inline int atomicExch(int* p, int v) { return softcuda::exchange(p, [v](int) { return v; }); }
inline unsigned atomicExch(unsigned* p, unsigned v) { return softcuda::exchange(p, [v](unsigned) { return v; }); }
inline int atomicCAS(int* p, int expected, int v) { return softcuda::exchange(p, [=](int old) { return old == expected ? v : old; }); }
inline unsigned atomicCAS(unsigned* p, unsigned expected, unsigned v) { return softcuda::exchange(p, [=](unsigned old) { return old == expected ? v : old; }); }

// ---------------------------------------------------------------------------------------------------------------------- bits and numbers

inline int __popc(unsigned v) { return __builtin_popcount(v); }
inline int __clz(int v) { return v == 0 ? 32 : __builtin_clz(static_cast<unsigned>(v)); }
inline int __ffs(int v) { return __builtin_ffs(v); }
inline int __mulhi(int a, int b) { return static_cast<int>((static_cast<long long>(a) * b) >> 32); }
inline unsigned __umulhi(unsigned a, unsigned b) { return static_cast<unsigned>((static_cast<unsigned long long>(a) * b) >> 32); }

inline unsigned __brev(unsigned v)
{
    unsigned reversed = 0;
    for (int i = 0; i < 32; i++)
        reversed |= ((v >> i) & 1u) << (31 - i);
    return reversed;
}

inline unsigned __byte_perm(unsigned a, unsigned b, unsigned selector)
{
    unsigned long long both = static_cast<unsigned long long>(b) << 32 | a;
    unsigned picked = 0;
    for (int i = 0; i < 4; i++)
    {
        unsigned choice = (selector >> (4 * i)) & 0xf;
        unsigned value = static_cast<unsigned>(both >> (8 * (choice & 7))) & 0xff;
        if (choice & 8)
            value = value & 0x80 ? 0xff : 0;
        picked |= value << (8 * i);
    }

    return picked;
}

inline unsigned dot4_unsigned(unsigned a, unsigned b, unsigned c)
{
    for (int i = 0; i < 32; i += 8)
        c += ((a >> i) & 0xff) * ((b >> i) & 0xff);
    return c;
}

inline int dot4_signed(int a, int b, int c)
{
    unsigned sum = static_cast<unsigned>(c);
    for (int i = 0; i < 32; i += 8)
        sum += static_cast<unsigned>(static_cast<signed char>(a >> i) * static_cast<signed char>(b >> i));
    return static_cast<int>(sum);
}

// What the lanes of a warp hold, side by side, as numbers that a compiler multiplies several at a time.
template <int M, int N>
inline void multiply_bytes(int (&sum)[M][N][4], const uint4 (&a)[M], const uint2 (&b)[N])
{
    struct Operands
    {
        short a[M][16][32];
        short b[N][8][32];
    };
    static Operands operands[1024 / warpSize];
    Operands& all = operands[softcuda::running->number / warpSize];
    int group = softcuda::lane() / 4, four = softcuda::lane() % 4 * 4;
    for (int i = 0; i < 4; i++)
    {
        for (int m = 0; m < M; m++)
        {
            all.a[m][group][four + i] = static_cast<signed char>(a[m].x >> (8 * i));
            all.a[m][group + 8][four + i] = static_cast<signed char>(a[m].y >> (8 * i));
            all.a[m][group][four + i + 16] = static_cast<signed char>(a[m].z >> (8 * i));
            all.a[m][group + 8][four + i + 16] = static_cast<signed char>(a[m].w >> (8 * i));
        }

        for (int n = 0; n < N; n++)
        {
            all.b[n][group][four + i] = static_cast<unsigned char>(b[n].x >> (8 * i));
            all.b[n][group][four + i + 16] = static_cast<unsigned char>(b[n].y >> (8 * i));
        }
    }

    __syncwarp();
    for (int m = 0; m < M; m++)
    {
        for (int n = 0; n < N; n++)
        {
            for (int i = 0; i < 4; i++)
            {
                const short *row = all.a[m][group + i / 2 * 8], *column = all.b[n][four / 2 + i % 2];
                int products = 0;
                for (int k = 0; k < 32; k++)
                    products += row[k] * column[k];
                sum[m][n][i] = static_cast<int>(static_cast<unsigned>(sum[m][n][i]) + static_cast<unsigned>(products));
            }
        }
    }

    __syncwarp();
}

inline int min(int a, int b) { return a < b ? a : b; }
inline int max(int a, int b) { return a > b ? a : b; }
inline unsigned min(unsigned a, unsigned b) { return a < b ? a : b; }
inline unsigned max(unsigned a, unsigned b) { return a > b ? a : b; }
inline float min(float a, float b) { return std::fmin(a, b); }
inline float max(float a, float b) { return std::fmax(a, b); }

inline float mul_rn(float a, float b) { return a * b; }
inline float add_rn(float a, float b) { return a + b; }
inline float sub_rn(float a, float b) { return a - b; }
inline float fma_rn(float a, float b, float c) { return std::fma(a, b, c); }
inline float div_rn(float a, float b) { return softcuda::quotient(a, b); }
inline float sqrt_rn(float a) { return std::sqrt(a); }
inline float rint_rn(float a) { return std::nearbyint(a); }
inline float floor_rd(float a) { return std::floor(a); }

// As on the device: not a number becomes 0, what does not fit the nearest that does.
inline int float_to_int_rz(float a)
{
    if (std::isnan(a))
        return 0;
    return a >= 2147483648.0f ? 2147483647 : a < -2147483648.0f ? -2147483647 - 1 : static_cast<int>(a);
}

inline int float_to_int_rn(float a) { return float_to_int_rz(std::nearbyint(a)); }

template <typename T>
inline T load_readonly(const T* p)
{
    return *p;
}
