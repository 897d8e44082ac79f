// Histogram specification: counts of levels inside the mask, look-up tables, and their application.
#include "pixels.cuh"

namespace
{
// Copies of each counter, side by side: neighbouring threads meet equal levels, and would wait for each other at one address.
constexpr int Replicas = 8;
constexpr int Levels = 256;

// Rows whose loads are under way together.
constexpr int RowsAtOnce = 4;

// The first of 256 rising numbers that is no smaller than the value; 256 if there is none.
__device__ inline int first_reaching(const int* rising, int value)
{
    int from = 0, to = Levels;
    while (from < to)
    {
        int middle = (from + to) / 2;
        if (rising[middle] < value)
            from = middle + 1;
        else
            to = middle;
    }

    return from;
}

template <int Channels>
__device__ inline void count_levels(
    const unsigned char* image, int pitch, int width, int height, const int* first, const int* last, unsigned* counts)
{
    __shared__ unsigned table[Channels * Levels * Replicas];
    for (int i = threadIdx.x; i < Channels * Levels * Replicas; i += blockDim.x)
        table[i] = 0;
    __syncthreads();
    unsigned replica = threadIdx.x % Replicas;
    int groups = (width + 3) / 4;
    for (int y = blockIdx.y; y < height; y += gridDim.y)
    {
        int from = first ? first[y] : 0;
        int to = last ? last[y] : width - 1;
        const unsigned char* row = image + static_cast<long long>(y) * pitch;
        for (int group = blockIdx.x * blockDim.x + threadIdx.x; group < groups; group += gridDim.x * blockDim.x)
        {
            int x = 4 * group;
            if (x > to || x + 3 < from)
                continue;
            FourPixels pixels;
            if (Channels == 3)
                pixels = load_four(row, group);
            else
                pixels.word[0] = reinterpret_cast<const unsigned*>(row)[group];
#pragma unroll
            for (int i = 0; i < 4; i++)
            {
                if (x + i < from || x + i > to)
                    continue;
#pragma unroll
                for (int c = 0; c < Channels; c++)
                {
                    unsigned level = Channels == 3 ? channel_of(pixels, i, c) : byte_of(pixels.word[0], i);
                    atomicAdd(&table[(c * Levels + level) * Replicas + replica], 1u);
                }
            }
        }
    }

    __syncthreads();
    for (int i = threadIdx.x; i < Channels * Levels; i += blockDim.x)
    {
        unsigned sum = 0;
        for (int r = 0; r < Replicas; r++)
            sum += table[i * Replicas + r];
        if (sum)
            atomicAdd(&counts[i], sum);
    }
}
}

// Rule: section 11, range [0, 256): counts[c][level] of the pixels inside the mask (all, where first is null). Counts start at 0.
// Shape: any grid in x (groups of four pixels) and y (rows), 256 threads; 24 KiB shared.
// Bytes: the masked pixels once.
extern "C" __global__ void __launch_bounds__(256) count_levels_bgr(
    const unsigned char* image, int pitch, int width, int height, const int* first, const int* last, unsigned* counts)
{
    count_levels<3>(image, pitch, width, height, first, last, counts);
}

// The same for one grey channel; 8 KiB shared.
extern "C" __global__ void __launch_bounds__(256) count_levels_gray(
    const unsigned char* image, int pitch, int width, int height, const int* first, const int* last, unsigned* counts)
{
    count_levels<1>(image, pitch, width, height, first, last, counts);
}

// Rule: section 16: cumulative distribution fl(fl(sum * 255) / n), half away from zero, and for each level the first reference level that
// is nearest. `constant[c]` becomes 1 where one level holds every pixel.
// Shape: one block a channel, 256 threads, one a level.
// Bytes: a few kilobytes.
extern "C" __global__ void __launch_bounds__(256) match_levels(
    const unsigned* counts, unsigned pixel_count, int exclude_saturated, const unsigned char* reference, unsigned char* tables, int* constant)
{
    __shared__ unsigned sums[2][Levels];
    __shared__ int target[Levels];
    int level = threadIdx.x;
    unsigned count = counts[blockIdx.x * Levels + level];
    if (count == pixel_count)
        constant[blockIdx.x] = 1;
    sums[0][level] = (exclude_saturated && level == Levels - 1) ? 0 : count;
    target[level] = reference[blockIdx.x * Levels + level];
    __syncthreads();
    int from = 0;
    for (int reach = 1; reach < Levels; reach *= 2)
    {
        sums[1 - from][level] = sums[from][level] + (level >= reach ? sums[from][level - reach] : 0);
        from = 1 - from;
        __syncthreads();
    }

    float scaled = div_rn(mul_rn(static_cast<float>(sums[from][level]), 255.0f), static_cast<float>(pixel_count));
    int whole = float_to_int_rz(scaled);
    int cumulative = sub_rn(scaled, static_cast<float>(whole)) >= 0.5f ? whole + 1 : whole;
    cumulative = min(cumulative, 255);
    // The reference never falls: the nearest level is the first that reaches the value, or the first of those next below it.
    int above = first_reaching(target, cumulative);
    int best = above;
    if (above > 0 && (above == Levels || cumulative - target[above - 1] <= target[above] - cumulative))
        best = first_reaching(target, target[above - 1]);
    tables[blockIdx.x * Levels + level] = static_cast<unsigned char>(best);
}

// Rule: out = table[c][in], every pixel.
// Shape: 256 threads, four pixels a thread; grid x over groups of four, y over bands of rows; 768 bytes shared.
// Bytes: the image twice.
extern "C" __global__ void __launch_bounds__(256) apply_tables_bgr(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height, const unsigned char* tables)
{
    __shared__ unsigned char table[3 * Levels];
    for (int i = threadIdx.x; i < 3 * Levels; i += blockDim.x)
        table[i] = tables[i];
    __syncthreads();
    int group = blockIdx.x * blockDim.x + threadIdx.x;
    if (4 * group >= width)
        return;
    RowRange rows = rows_of_block(height);
    for (int y = rows.first; y < rows.end; y += RowsAtOnce)
    {
        FourPixels pixels[RowsAtOnce];
#pragma unroll
        for (int r = 0; r < RowsAtOnce; r++)
            pixels[r] = load_four(source + static_cast<long long>(min(y + r, rows.end - 1)) * source_pitch, group);
#pragma unroll
        for (int r = 0; r < RowsAtOnce; r++)
        {
            FourPixels mapped = {{0, 0, 0}};
#pragma unroll
            for (int i = 0; i < 4; i++)
            {
#pragma unroll
                for (int c = 0; c < 3; c++)
                    add_channel(mapped, i, c, table[c * Levels + channel_of(pixels[r], i, c)]);
            }

            if (y + r < rows.end)
                store_four(target + static_cast<long long>(y + r) * target_pitch, group, mapped);
        }
    }
}

// The same for one grey channel.
extern "C" __global__ void __launch_bounds__(256) apply_tables_gray(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height, const unsigned char* tables)
{
    __shared__ unsigned char table[Levels];
    for (int i = threadIdx.x; i < Levels; i += blockDim.x)
        table[i] = tables[i];
    __syncthreads();
    int group = blockIdx.x * blockDim.x + threadIdx.x;
    if (4 * group >= width)
        return;
    RowRange rows = rows_of_block(height);
    for (int y = rows.first; y < rows.end; y++)
    {
        unsigned word = reinterpret_cast<const unsigned*>(source + static_cast<long long>(y) * source_pitch)[group];
        unsigned mapped = 0;
#pragma unroll
        for (int i = 0; i < 4; i++)
            mapped |= static_cast<unsigned>(table[byte_of(word, i)]) << (8 * i);
        reinterpret_cast<unsigned*>(target + static_cast<long long>(y) * target_pitch)[group] = mapped;
    }
}
