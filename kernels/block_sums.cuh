// Sums over blocks of factor_x x factor_y pixels, in one pass over the image: columns first, in registers; then along the row.
#pragma once
#include "pixels.cuh"

namespace
{
// Bytes of an image row that one thread block takes in hand; a multiple of 16.
constexpr int BlockSumSpan = 4096;

// Two bytes of a word each as 16-bit halves of a word, so that one addition adds two pixels: the even bytes and the odd ones.
__device__ inline unsigned even_bytes(unsigned word)
{
    return word & 0x00ff00ffu;
}

__device__ inline unsigned odd_bytes(unsigned word)
{
    return (word >> 8) & 0x00ff00ffu;
}

// Sums of four bytes side by side, from the sums of the even and the odd ones: 16 bits each, in the order of the bytes.
__device__ inline uint2 in_order(unsigned even, unsigned odd)
{
    return make_uint2(__byte_perm(even, odd, 0x5410), __byte_perm(even, odd, 0x7632));
}

__device__ inline unsigned sum_at(const uint2* sums, int i)
{
    unsigned pair = reinterpret_cast<const unsigned*>(sums)[i >> 1];
    return (i & 1) ? pair >> 16 : pair & 0xffffu;
}

// One thread block: `outputs` pixels (from blockIdx.x on) of row blockIdx.y of the small image; smaller blocks at the right and the bottom.
// outputs is a multiple of 16 with outputs * factor_x * Channels <= BlockSumSpan, and factor_y at most 256. Each sum goes through
// finish(sum, pixels) to a byte.
template <int Channels, typename Finish>
__device__ inline void sum_blocks(
    const unsigned char* source, int source_pitch, int width, int height,
    unsigned char* target, int target_pitch, int factor_x, int factor_y, int outputs, Finish finish)
{
    __shared__ uint2 columns[BlockSumSpan / 4];
    int y = blockIdx.y, from = blockIdx.x * outputs;
    int start = from * factor_x * Channels, span = outputs * factor_x * Channels;
    int row_bytes = width * Channels;
    int rows = min(factor_y, height - y * factor_y);
    const unsigned char* top = source + static_cast<long long>(y) * factor_y * source_pitch + start;
    for (int at = 16 * threadIdx.x; at < span && start + at < row_bytes; at += 16 * blockDim.x)
    {
        uint4 even = make_uint4(0, 0, 0, 0), odd = make_uint4(0, 0, 0, 0);
#pragma unroll 4
        for (int row = 0; row < rows; row++)
        {
            uint4 q = load_readonly(reinterpret_cast<const uint4*>(top + static_cast<long long>(row) * source_pitch + at));
            even = make_uint4(even.x + even_bytes(q.x), even.y + even_bytes(q.y), even.z + even_bytes(q.z), even.w + even_bytes(q.w));
            odd = make_uint4(odd.x + odd_bytes(q.x), odd.y + odd_bytes(q.y), odd.z + odd_bytes(q.z), odd.w + odd_bytes(q.w));
        }

        columns[at / 4] = in_order(even.x, odd.x);
        columns[at / 4 + 1] = in_order(even.y, odd.y);
        columns[at / 4 + 2] = in_order(even.z, odd.z);
        columns[at / 4 + 3] = in_order(even.w, odd.w);
    }

    __syncthreads();
    int small_width = (width + factor_x - 1) / factor_x;
    int count = min(outputs, small_width - from) * Channels;
    unsigned char* line = target + static_cast<long long>(y) * target_pitch + from * Channels;
    for (int i = threadIdx.x; i < count; i += blockDim.x)
    {
        int pixel = i / Channels, channel = i % Channels;
        int across = min(factor_x, width - (from + pixel) * factor_x);
        int column = pixel * factor_x * Channels + channel;
        unsigned sum = 0;
        for (int x = 0; x < across; x++)
            sum += sum_at(columns, column + x * Channels);
        line[i] = static_cast<unsigned char>(finish(sum, static_cast<unsigned>(across * rows)));
    }
}
}
