// The language that every kernel is written in: CUDA C++ as far as three compilers agree on it.
//
//   clang 14 or later   -x cuda without a CUDA SDK; what the SDK's headers would bring is declared here
//   nvcc                its own headers bring the names; only what this file adds is declared
//   g++                 for the software CUDA device, which runs the same kernels on the host
//
// Kernels include this file first and use nothing that it does not offer. CUDA's own names mean what CUDA says; what has no such name:
//
//   mul_rn add_rn sub_rn fma_rn div_rn sqrt_rn    float arithmetic, rounded to nearest even, which no compiler contracts or reorders
//   rint_rn floor_rd float_to_int_rn float_to_int_rz    float to integral float, and to int: to nearest even, down, towards zero
//   load_readonly(p)       *p, for memory that nothing writes while the kernel runs
//   dot4_unsigned dot4_signed    c + the sum of four products of bytes
//   multiply_bytes(sum, a, b)    a warp's products on the tensor cores: M x N tiles of 16 x 8 sums, each of 32 products of a signed byte of a and
//                                an unsigned one of b. Lane 4 g + t holds sums [g][2 t], [g][2 t + 1], [g + 8][2 t], [g + 8][2 t + 1]; of a's rows
//                                g and g + 8 bytes 4 t .. 4 t + 3 (x, y) and 4 t + 16 .. 4 t + 19 (z, w); of b's column g the same (x, y)
//   word(q, k)             component k of a uint2 or uint4; with a constant k (unrolled loops) it costs nothing
//   DYNAMIC_SHARED(type, name)   the block's dynamic shared memory, sized at launch; at most one in a kernel
//   FULL_WARP              the mask of all 32 lanes
//
// For speed under clang: read and write whole uint4 and take their parts with word() and shifts or __byte_perm; a pointer into a local
// vector or array, or a loop over one without `#pragma unroll`, ends up in local memory (look for `.local` in the PTX). Take a signed number
// out of a word's upper half by an arithmetic shift: of a cast to short before abs() clang 14 makes a load without its sign (`bfe.u32`).
//
// Shared memory is not zero at a block's start. Every thread of a block reaches every __syncthreads(): none returns before it.
#pragma once

#define FULL_WARP 0xffffffffu

#if defined(__NVCC__)
// ---------------------------------------------------------------------------------------------------------------------------- nvcc

#define DYNAMIC_SHARED(type, name)                                         \
    extern __shared__ __align__(16) unsigned char dynamic_shared_memory[]; \
    type* const name = reinterpret_cast<type*>(dynamic_shared_memory)

static __device__ __forceinline__ float mul_rn(float a, float b) { return __fmul_rn(a, b); }
static __device__ __forceinline__ float add_rn(float a, float b) { return __fadd_rn(a, b); }
static __device__ __forceinline__ float sub_rn(float a, float b) { return __fsub_rn(a, b); }
static __device__ __forceinline__ float fma_rn(float a, float b, float c) { return __fmaf_rn(a, b, c); }
static __device__ __forceinline__ float div_rn(float a, float b) { return __fdiv_rn(a, b); }
static __device__ __forceinline__ float sqrt_rn(float a) { return __fsqrt_rn(a); }
static __device__ __forceinline__ float rint_rn(float a) { return rintf(a); }
static __device__ __forceinline__ float floor_rd(float a) { return floorf(a); }
static __device__ __forceinline__ int float_to_int_rn(float a) { return __float2int_rn(a); }
static __device__ __forceinline__ int float_to_int_rz(float a) { return __float2int_rz(a); }

template <typename T>
static __device__ __forceinline__ T load_readonly(const T* p)
{
    return __ldg(p);
}

static __device__ __forceinline__ unsigned dot4_unsigned(unsigned a, unsigned b, unsigned c) { return __dp4a(a, b, c); }
static __device__ __forceinline__ int dot4_signed(int a, int b, int c) { return __dp4a(a, b, c); }

#elif defined(__clang__) && defined(__CUDA__)
// --------------------------------------------------------------------------------------------------------- clang, without a CUDA SDK

#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __shared__ __attribute__((shared))
#define __constant__ __attribute__((constant))
#define __launch_bounds__(...) __attribute__((launch_bounds(__VA_ARGS__)))
#define __forceinline__ __inline__ __attribute__((always_inline))
#define __noinline__ __attribute__((noinline))
#define __align__(n) __attribute__((aligned(n)))
#define DIALECT static __attribute__((device)) __inline__ __attribute__((always_inline))

#define DYNAMIC_SHARED(type, name)                                         \
    extern __shared__ __align__(16) unsigned char dynamic_shared_memory[]; \
    type* const name = reinterpret_cast<type*>(dynamic_shared_memory)

struct uint3 { unsigned x, y, z; };
struct __align__(4) uchar4 { unsigned char x, y, z, w; };
// Vectors of the compiler's own, so that a copy is one load and one store; kernels use no arithmetic on them: nvcc has none.
typedef int int2 __attribute__((ext_vector_type(2)));
typedef unsigned uint2 __attribute__((ext_vector_type(2)));
typedef float float2 __attribute__((ext_vector_type(2)));
typedef int int4 __attribute__((ext_vector_type(4)));
typedef unsigned uint4 __attribute__((ext_vector_type(4)));
typedef float float4 __attribute__((ext_vector_type(4)));

DIALECT uchar4 make_uchar4(unsigned char x, unsigned char y, unsigned char z, unsigned char w) { return uchar4{x, y, z, w}; }
DIALECT int2 make_int2(int x, int y) { return int2{x, y}; }
DIALECT uint2 make_uint2(unsigned x, unsigned y) { return uint2{x, y}; }
DIALECT float2 make_float2(float x, float y) { return float2{x, y}; }
DIALECT int4 make_int4(int x, int y, int z, int w) { return int4{x, y, z, w}; }
DIALECT uint4 make_uint4(unsigned x, unsigned y, unsigned z, unsigned w) { return uint4{x, y, z, w}; }
DIALECT float4 make_float4(float x, float y, float z, float w) { return float4{x, y, z, w}; }

namespace dialect
{
DIALECT uint3 thread_index() { return uint3{(unsigned)__nvvm_read_ptx_sreg_tid_x(), (unsigned)__nvvm_read_ptx_sreg_tid_y(), (unsigned)__nvvm_read_ptx_sreg_tid_z()}; }
DIALECT uint3 block_index() { return uint3{(unsigned)__nvvm_read_ptx_sreg_ctaid_x(), (unsigned)__nvvm_read_ptx_sreg_ctaid_y(), (unsigned)__nvvm_read_ptx_sreg_ctaid_z()}; }
DIALECT uint3 block_size() { return uint3{(unsigned)__nvvm_read_ptx_sreg_ntid_x(), (unsigned)__nvvm_read_ptx_sreg_ntid_y(), (unsigned)__nvvm_read_ptx_sreg_ntid_z()}; }
DIALECT uint3 grid_size() { return uint3{(unsigned)__nvvm_read_ptx_sreg_nctaid_x(), (unsigned)__nvvm_read_ptx_sreg_nctaid_y(), (unsigned)__nvvm_read_ptx_sreg_nctaid_z()}; }
}

#define threadIdx (dialect::thread_index())
#define blockIdx (dialect::block_index())
#define blockDim (dialect::block_size())
#define gridDim (dialect::grid_size())
#define warpSize 32

// Not clang's own barriers and fences: clang 14 takes its builtins to leave a shared variable alone that no pointer leads to, and moves
// loads across them. What clobbers memory it leaves in place.
#define __syncthreads() asm volatile("bar.sync 0;" ::: "memory")
DIALECT void __syncwarp(unsigned mask = FULL_WARP) { asm volatile("bar.warp.sync %0;" ::"r"(mask) : "memory"); }
DIALECT void __threadfence() { asm volatile("membar.gl;" ::: "memory"); }
DIALECT void __threadfence_block() { asm volatile("membar.cta;" ::: "memory"); }

DIALECT int __shfl_sync(unsigned mask, int v, int lane, int width = 32) { return __nvvm_shfl_sync_idx_i32(mask, v, lane, ((32 - width) << 8) | 31); }
DIALECT int __shfl_up_sync(unsigned mask, int v, unsigned by, int width = 32) { return __nvvm_shfl_sync_up_i32(mask, v, by, (32 - width) << 8); }
DIALECT int __shfl_down_sync(unsigned mask, int v, unsigned by, int width = 32) { return __nvvm_shfl_sync_down_i32(mask, v, by, ((32 - width) << 8) | 31); }
DIALECT int __shfl_xor_sync(unsigned mask, int v, int lanes, int width = 32) { return __nvvm_shfl_sync_bfly_i32(mask, v, lanes, ((32 - width) << 8) | 31); }
DIALECT unsigned __shfl_sync(unsigned mask, unsigned v, int lane, int width = 32) { return (unsigned)__shfl_sync(mask, (int)v, lane, width); }
DIALECT unsigned __shfl_up_sync(unsigned mask, unsigned v, unsigned by, int width = 32) { return (unsigned)__shfl_up_sync(mask, (int)v, by, width); }
DIALECT unsigned __shfl_down_sync(unsigned mask, unsigned v, unsigned by, int width = 32) { return (unsigned)__shfl_down_sync(mask, (int)v, by, width); }
DIALECT unsigned __shfl_xor_sync(unsigned mask, unsigned v, int lanes, int width = 32) { return (unsigned)__shfl_xor_sync(mask, (int)v, lanes, width); }
DIALECT float __shfl_sync(unsigned mask, float v, int lane, int width = 32) { return __nvvm_shfl_sync_idx_f32(mask, v, lane, ((32 - width) << 8) | 31); }
DIALECT float __shfl_up_sync(unsigned mask, float v, unsigned by, int width = 32) { return __nvvm_shfl_sync_up_f32(mask, v, by, (32 - width) << 8); }
DIALECT float __shfl_down_sync(unsigned mask, float v, unsigned by, int width = 32) { return __nvvm_shfl_sync_down_f32(mask, v, by, ((32 - width) << 8) | 31); }
DIALECT float __shfl_xor_sync(unsigned mask, float v, int lanes, int width = 32) { return __nvvm_shfl_sync_bfly_f32(mask, v, lanes, ((32 - width) << 8) | 31); }

DIALECT unsigned __ballot_sync(unsigned mask, int predicate) { return __nvvm_vote_ballot_sync(mask, predicate != 0); }
DIALECT int __any_sync(unsigned mask, int predicate) { return __nvvm_vote_any_sync(mask, predicate != 0); }
DIALECT int __all_sync(unsigned mask, int predicate) { return __nvvm_vote_all_sync(mask, predicate != 0); }
DIALECT unsigned __activemask()
{
    unsigned mask;
    asm volatile("activemask.b32 %0;" : "=r"(mask));
    return mask;
}

DIALECT int __popc(unsigned v) { return __builtin_popcount(v); }
DIALECT int __clz(int v) { return v == 0 ? 32 : __builtin_clz((unsigned)v); }
DIALECT int __ffs(int v) { return __builtin_ffs(v); }
DIALECT unsigned __brev(unsigned v) { return __builtin_bitreverse32(v); }
DIALECT int __mulhi(int a, int b) { return __nvvm_mulhi_i(a, b); }
DIALECT unsigned __umulhi(unsigned a, unsigned b) { return __nvvm_mulhi_ui(a, b); }
DIALECT unsigned __byte_perm(unsigned a, unsigned b, unsigned selector) { return (unsigned)__nvvm_prmt((int)a, (int)b, (int)selector); }
DIALECT int __float_as_int(float v) { return __builtin_bit_cast(int, v); }
DIALECT unsigned __float_as_uint(float v) { return __builtin_bit_cast(unsigned, v); }
DIALECT float __int_as_float(int v) { return __builtin_bit_cast(float, v); }
DIALECT float __uint_as_float(unsigned v) { return __builtin_bit_cast(float, v); }

DIALECT int min(int a, int b) { return a < b ? a : b; }
DIALECT int max(int a, int b) { return a > b ? a : b; }
DIALECT unsigned min(unsigned a, unsigned b) { return a < b ? a : b; }
DIALECT unsigned max(unsigned a, unsigned b) { return a > b ? a : b; }
DIALECT float min(float a, float b) { return __nvvm_fmin_f(a, b); }
DIALECT float max(float a, float b) { return __nvvm_fmax_f(a, b); }
DIALECT int abs(int v) { return v < 0 ? -v : v; }
DIALECT float fabsf(float v) { return __builtin_fabsf(v); }

DIALECT int atomicAdd(int* p, int v) { return __nvvm_atom_add_gen_i(p, v); }
DIALECT unsigned atomicAdd(unsigned* p, unsigned v) { return (unsigned)__nvvm_atom_add_gen_i((int*)p, (int)v); }
DIALECT unsigned long long atomicAdd(unsigned long long* p, unsigned long long v) { return (unsigned long long)__nvvm_atom_add_gen_ll((long long*)p, (long long)v); }
DIALECT float atomicAdd(float* p, float v) { return __nvvm_atom_add_gen_f(p, v); }
DIALECT int atomicMin(int* p, int v) { return __nvvm_atom_min_gen_i(p, v); }
DIALECT unsigned atomicMin(unsigned* p, unsigned v) { return __nvvm_atom_min_gen_ui(p, v); }
DIALECT int atomicMax(int* p, int v) { return __nvvm_atom_max_gen_i(p, v); }
DIALECT unsigned atomicMax(unsigned* p, unsigned v) { return __nvvm_atom_max_gen_ui(p, v); }
DIALECT int atomicAnd(int* p, int v) { return __nvvm_atom_and_gen_i(p, v); }
DIALECT unsigned atomicAnd(unsigned* p, unsigned v) { return (unsigned)__nvvm_atom_and_gen_i((int*)p, (int)v); }
DIALECT int atomicOr(int* p, int v) { return __nvvm_atom_or_gen_i(p, v); }
DIALECT unsigned atomicOr(unsigned* p, unsigned v) { return (unsigned)__nvvm_atom_or_gen_i((int*)p, (int)v); }
DIALECT int atomicExch(int* p, int v) { return __nvvm_atom_xchg_gen_i(p, v); }
DIALECT unsigned atomicExch(unsigned* p, unsigned v) { return (unsigned)__nvvm_atom_xchg_gen_i((int*)p, (int)v); }
DIALECT int atomicCAS(int* p, int expected, int v) { return __nvvm_atom_cas_gen_i(p, expected, v); }
DIALECT unsigned atomicCAS(unsigned* p, unsigned expected, unsigned v) { return (unsigned)__nvvm_atom_cas_gen_i((int*)p, (int)expected, (int)v); }

DIALECT float mul_rn(float a, float b) { return __nvvm_mul_rn_f(a, b); }
DIALECT float add_rn(float a, float b) { return __nvvm_add_rn_f(a, b); }
DIALECT float sub_rn(float a, float b) { return __nvvm_add_rn_f(a, -b); }
DIALECT float fma_rn(float a, float b, float c) { return __nvvm_fma_rn_f(a, b, c); }
DIALECT float div_rn(float a, float b) { return __nvvm_div_rn_f(a, b); }
DIALECT float sqrt_rn(float a) { return __nvvm_sqrt_rn_f(a); }
DIALECT float rint_rn(float a) { return __builtin_rintf(a); }
DIALECT float floor_rd(float a) { return __builtin_floorf(a); }
DIALECT int float_to_int_rn(float a) { return __nvvm_f2i_rn(a); }
DIALECT int float_to_int_rz(float a) { return __nvvm_f2i_rz(a); }


DIALECT unsigned char load_readonly(const unsigned char* p) { return __nvvm_ldg_uc(p); }
DIALECT unsigned short load_readonly(const unsigned short* p) { return __nvvm_ldg_us(p); }
DIALECT short load_readonly(const short* p) { return __nvvm_ldg_s(p); }
DIALECT int load_readonly(const int* p) { return __nvvm_ldg_i(p); }
DIALECT unsigned load_readonly(const unsigned* p) { return __nvvm_ldg_ui(p); }
DIALECT float load_readonly(const float* p) { return __nvvm_ldg_f(p); }
DIALECT uchar4 load_readonly(const uchar4* p) { return __builtin_bit_cast(uchar4, __nvvm_ldg_i(reinterpret_cast<const int*>(p))); }
DIALECT int2 load_readonly(const int2* p) { return __nvvm_ldg_i2(p); }
DIALECT uint2 load_readonly(const uint2* p) { return __nvvm_ldg_ui2(p); }
DIALECT float2 load_readonly(const float2* p) { return __nvvm_ldg_f2(p); }
DIALECT int4 load_readonly(const int4* p) { return __nvvm_ldg_i4(p); }
DIALECT uint4 load_readonly(const uint4* p) { return __nvvm_ldg_ui4(p); }
DIALECT float4 load_readonly(const float4* p) { return __nvvm_ldg_f4(p); }

DIALECT unsigned dot4_unsigned(unsigned a, unsigned b, unsigned c)
{
    unsigned d;
    asm("dp4a.u32.u32 %0, %1, %2, %3;" : "=r"(d) : "r"(a), "r"(b), "r"(c));
    return d;
}

DIALECT int dot4_signed(int a, int b, int c)
{
    int d;
    asm("dp4a.s32.s32 %0, %1, %2, %3;" : "=r"(d) : "r"(a), "r"(b), "r"(c));
    return d;
}

#undef DIALECT

#else
// ------------------------------------------------------------------------------------------- the host, under tests/SoftCuda

#include "soft_device.hpp"

#endif

// ------------------------------------------------------------------------------------------------------------- for all of them alike

static __device__ __forceinline__ unsigned word(uint2 q, int k) { return k == 0 ? q.x : q.y; }
static __device__ __forceinline__ unsigned word(uint4 q, int k) { return k == 0 ? q.x : k == 1 ? q.y : k == 2 ? q.z : q.w; }

#if defined(__CUDACC__) || defined(__CUDA__)
// One tile; compute capability 7.5 takes it in four parts.
static __device__ __forceinline__ void multiply_byte_tile(int (&sum)[4], uint4 a, uint2 b)
{
#if __CUDA_ARCH__ >= 800
    asm("mma.sync.aligned.m16n8k32.row.col.s32.s8.u8.s32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
        : "+r"(sum[0]), "+r"(sum[1]), "+r"(sum[2]), "+r"(sum[3]) : "r"(a.x), "r"(a.y), "r"(a.z), "r"(a.w), "r"(b.x), "r"(b.y));
#else
    asm("mma.sync.aligned.m8n8k16.row.col.s32.s8.u8.s32 {%0, %1}, {%2}, {%3}, {%0, %1};" : "+r"(sum[0]), "+r"(sum[1]) : "r"(a.x), "r"(b.x));
    asm("mma.sync.aligned.m8n8k16.row.col.s32.s8.u8.s32 {%0, %1}, {%2}, {%3}, {%0, %1};" : "+r"(sum[2]), "+r"(sum[3]) : "r"(a.y), "r"(b.x));
    asm("mma.sync.aligned.m8n8k16.row.col.s32.s8.u8.s32 {%0, %1}, {%2}, {%3}, {%0, %1};" : "+r"(sum[0]), "+r"(sum[1]) : "r"(a.z), "r"(b.y));
    asm("mma.sync.aligned.m8n8k16.row.col.s32.s8.u8.s32 {%0, %1}, {%2}, {%3}, {%0, %1};" : "+r"(sum[2]), "+r"(sum[3]) : "r"(a.w), "r"(b.y));
#endif
}

template <int M, int N>
static __device__ __forceinline__ void multiply_bytes(int (&sum)[M][N][4], const uint4 (&a)[M], const uint2 (&b)[N])
{
#pragma unroll
    for (int n = 0; n < N; n++)
    {
#pragma unroll
        for (int m = 0; m < M; m++)
            multiply_byte_tile(sum[m][n], a[m], b[n]);
    }
}
#endif
