// The largest response of a bank of kernels at each pixel, and which kernel gave it: whole numbers on the tensor cores.
//
// A tap is a whole number of three signed digits to the base 256, a pixel an unsigned byte: all sums are exact in any order. What is
// multiplied is words, four pixels that start at a multiple of four. A pixel at x = 4 n + s is served by word n with the kernel's row moved
// by s bytes, so that no window has to be cut out byte by byte: the four shifts are four rows of the matrix of weights. Eight of its
// rows are two kernels by four shifts, one digit; four kernels make a group of 48 rows. A step multiplies eight words, from any rows and
// columns of the canvas; words for which the group's kernels have no weights are left out, so a bank costs what is not 0 in it.
#include "pixels.cuh"

// How a bank is laid out. The weights of step i are weights[3 i .. 3 i + 2][lane], in the order in which the tensor cores want them;
// offsets[4 i + lane % 4] says which words of the tile it multiplies. Steps of group g and band b of the canvas' rows are those from
// spans[g * bands + b].x up to, not including, .y. A response is the sum times unit, a power of two.
struct FilterSteps
{
    int groups;
    int bands;
    int band_rows;
    int rows;
    int pitch;
    int anchor_x;
    int anchor_y;
    float unit;
};

namespace
{
constexpr int Digits = 3;
constexpr int Pairs = 2;
constexpr int WeightTiles = Digits * Pairs / 2;
// A warp's outputs are tiles of 32 pixels in a row: four side by side in each of two rows. A block is four warps, one below the other.
constexpr int TilesAcross = 4;
constexpr int TilesDown = 2;
constexpr int Tiles = TilesAcross * TilesDown;
constexpr int Warps = 4;
constexpr int BlockColumns = 32 * TilesAcross;
constexpr int BlockRows = TilesDown * Warps;
// A response and the kernel that gave it in one number that orders as they do: the first kernel has the largest mark.
constexpr int MarkBits = 12;
constexpr int LargestMark = (1 << MarkBits) - 1;

// Rows from `top` down and words from `left`, a multiple of four, mirrored at the image's edges.
__device__ inline void load_tile(unsigned* tile, const unsigned char* source, int source_pitch, int width, int height, int left, int top, int pitch, int rows)
{
    bool inside = left >= 0 && left + 4 * pitch <= width;
    for (int i = threadIdx.x; i < pitch * rows; i += 32 * Warps)
    {
        int row = i / pitch, column = i - row * pitch;
        const unsigned char* line = source + static_cast<long long>(mirror(top + row, height)) * source_pitch;
        unsigned word = 0;
        if (inside)
            word = load_readonly(reinterpret_cast<const unsigned*>(line + left) + column);
        else
        {
#pragma unroll
            for (int k = 0; k < 4; k++)
                word |= static_cast<unsigned>(load_readonly(line + mirror(left + 4 * column + k, width))) << (8 * k);
        }

        tile[i] = word;
    }
}

// Adds the steps' products: each loads the next step's weights while the tensor cores are busy.
__device__ inline void multiply_steps(
    int (&sum)[WeightTiles][Tiles][4], const unsigned* words, int pitch, const uint4* weights, const int2* offsets, int2 span)
{
    if (span.x >= span.y)
        return;
    int lane = threadIdx.x % 32;
    uint4 weight[WeightTiles];
    int2 offset = load_readonly(offsets + 4 * span.x + lane % 4);
#pragma unroll
    for (int m = 0; m < WeightTiles; m++)
        weight[m] = load_readonly(weights + (static_cast<long long>(span.x) * WeightTiles + m) * 32 + lane);
#pragma unroll 1
    for (int step = span.x; step < span.y; step++)
    {
        int next = min(step + 1, span.y - 1);
        uint4 next_weight[WeightTiles];
        int2 next_offset = load_readonly(offsets + 4 * next + lane % 4);
#pragma unroll
        for (int m = 0; m < WeightTiles; m++)
            next_weight[m] = load_readonly(weights + (static_cast<long long>(next) * WeightTiles + m) * 32 + lane);
        uint2 pixel[Tiles];
#pragma unroll
        for (int i = 0; i < Tiles; i++)
        {
            int at = i / TilesAcross * pitch + i % TilesAcross * 8;
            pixel[i] = make_uint2(words[offset.x + at], words[offset.y + at]);
        }

        multiply_bytes(sum, weight, pixel);
        offset = next_offset;
#pragma unroll
        for (int m = 0; m < WeightTiles; m++)
            weight[m] = next_weight[m];
    }
}

__device__ inline void keep_larger(long long (&best)[Tiles][2], const int (&sum)[WeightTiles][Tiles][4], int group)
{
#pragma unroll
    for (int pair = 0; pair < Pairs; pair++)
    {
        int mark = LargestMark - (2 * Pairs * group + 2 * pair + threadIdx.x % 32 / 16);
#pragma unroll
        for (int i = 0; i < Tiles; i++)
        {
#pragma unroll
            for (int j = 0; j < 2; j++)
            {
                long long key = mark;
#pragma unroll
                for (int digit = 0; digit < Digits; digit++)
                {
                    int eight = Digits * pair + digit;
                    key += static_cast<long long>(sum[eight / 2][i][2 * (eight % 2) + j]) * (1 << (MarkBits + 8 * digit));
                }

                best[i][j] = key > best[i][j] ? key : best[i][j];
            }
        }
    }
}

// Lanes 0 to 15 and 16 to 31 hold the same pixels, for even and odd kernels: the first keep the even words' pixels, the others the odd ones'.
__device__ inline long long larger_of_both(const long long (&best)[2])
{
    bool low = threadIdx.x % 32 < 16;
    long long mine = low ? best[0] : best[1], given = low ? best[1] : best[0];
    unsigned lower = __shfl_xor_sync(FULL_WARP, static_cast<unsigned>(given), 16);
    unsigned upper = __shfl_xor_sync(FULL_WARP, static_cast<unsigned>(given >> 32), 16);
    long long other = static_cast<long long>(static_cast<unsigned long long>(upper) << 32 | lower);
    return other > mine ? other : mine;
}
}

// Rule: section 9: correlation over mirrored coordinates in whole numbers, the largest of the bank, the first kernel of equals; times unit
//       in float, and for 8 bits to nearest even and 0..255.
// Shape: 128 threads, 128 x 8 pixels a block; dynamic shared memory for pitch x (band_rows + 7) words.
// Bytes: the image once in and once out; bound by the tensor cores: 4608 products of bytes a step for 32 pixels of a group.
extern "C" __global__ void __launch_bounds__(32 * Warps, 3) filter_maximum(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int float_target,
    unsigned char* index, int index_pitch, int width, int height, FilterSteps bank, const uint4* weights, const int2* offsets, const int2* spans)
{
    DYNAMIC_SHARED(unsigned, tile);
    int lane = threadIdx.x % 32, row = TilesDown * (threadIdx.x / 32);
    int left = blockIdx.x * BlockColumns, top = blockIdx.y * BlockRows;
    bool active = top + row < height;
    const unsigned* words = tile + row * bank.pitch + lane / 4;
    long long best[Tiles][2];
#pragma unroll
    for (int i = 0; i < Tiles; i++)
        best[i][0] = best[i][1] = -(1LL << 62);
    for (int group = 0; group < bank.groups; group++)
    {
        int sum[WeightTiles][Tiles][4] = {};
        for (int band = 0; band < bank.bands; band++)
        {
            if (group == 0 || bank.bands > 1)
            {
                int first = band * bank.band_rows, rows = min(bank.band_rows, bank.rows - first) + BlockRows - 1;
                __syncthreads();
                load_tile(tile, source, source_pitch, width, height, left - bank.anchor_x, top - bank.anchor_y + first, bank.pitch, rows);
                __syncthreads();
            }

            if (active)
                multiply_steps(sum, words, bank.pitch, weights, offsets, spans[group * bank.bands + band]);
        }

        keep_larger(best, sum, group);
    }

#pragma unroll
    for (int i = 0; i < Tiles; i++)
    {
        long long key = larger_of_both(best[i]);
        int x = left + i % TilesAcross * 32 + lane % 4 * 8 + lane / 16 * 4 + lane / 4 % 4, y = top + row + i / TilesAcross;
        if (x >= width || y >= height)
            continue;
        float response = mul_rn(static_cast<float>(key >> MarkBits), bank.unit);
        unsigned char* line = target + static_cast<long long>(y) * target_pitch;
        if (float_target)
            reinterpret_cast<float*>(line)[x] = response;
        else
            line[x] = static_cast<unsigned char>(min(max(float_to_int_rn(response), 0), 255));
        if (index)
            index[static_cast<long long>(y) * index_pitch + x] = static_cast<unsigned char>(LargestMark - static_cast<int>(key & LargestMark));
    }
}
