// Contrast-limited adaptive histogram equalization (specification, section 12) in two kernels: the tiles' tables, and the blend.
#include "hsv.cuh"
#include "pixels.cuh"

// What is equalized: the grey image, one channel of a colour image, or V = max(B, G, R), in each case after the look-up tables where
// there are any.
enum ClaheSource
{
    ClaheGray = 0,
    ClaheChannel = 1,
    ClaheValue = 2,
};

struct ClaheGrid
{
    int tiles_x;
    int tiles_y;
    int tile_width;
    int tile_height;
    int clip_limit;        // Pixels a bin may hold; 0 clips nothing.
    float table_scale;     // fl(255 / area).
    float inverse_width;   // fl(1 / tile_width).
    float inverse_height;  // fl(1 / tile_height).
};

namespace
{
constexpr int Levels = 256;
constexpr int Replicas = 8;

// Rows whose loads are under way together.
constexpr int RowsAtOnce = 4;

template <int Source>
__device__ inline unsigned equalized_level(const FourPixels& pixels, int i, int channel, const unsigned char* table)
{
    if (Source == ClaheGray)
        return byte_of(pixels.word[0], i);
    if (Source == ClaheChannel)
    {
        int at = 3 * i + channel;
        return byte_of(at < 4 ? pixels.word[0] : at < 8 ? pixels.word[1] : pixels.word[2], at & 3);
    }

    unsigned blue = channel_of(pixels, i, 0), green = channel_of(pixels, i, 1), red = channel_of(pixels, i, 2);
    return largest(table[blue], table[Levels + green], table[2 * Levels + red]);
}

template <int Source>
__device__ inline FourPixels load_group(const unsigned char* row, int group)
{
    if (Source != ClaheGray)
        return load_four(row, group);
    FourPixels pixels;
    pixels.word[0] = reinterpret_cast<const unsigned*>(row)[group];
    return pixels;
}

// Identity where there are no tables.
__device__ inline void load_tables(unsigned char* table, const unsigned char* tables)
{
    for (int i = threadIdx.x; i < 3 * Levels; i += blockDim.x)
        table[i] = tables ? tables[i] : static_cast<unsigned char>(i & 255);
}

// Sixteen grey pixels a load; those outside the columns are left out.
__device__ inline void count_sixteens(
    const unsigned char* image, int pitch, int left, int right, int top, int bottom, unsigned replica, unsigned* counts)
{
    int first = left / 16, groups = (right + 15) / 16 - first;
    for (int i = threadIdx.x; groups > 0 && i < groups * (bottom - top); i += blockDim.x)
    {
        int y = top + i / groups, group = first + i % groups;
        uint4 words = load_readonly(reinterpret_cast<const uint4*>(image + static_cast<long long>(y) * pitch) + group);
        unsigned part[4] = {words.x, words.y, words.z, words.w};
        bool whole = 16 * group >= left && 16 * group + 16 <= right;
#pragma unroll
        for (int k = 0; k < 16; k++)
        {
            int x = 16 * group + k;
            if (whole || (x >= left && x < right))
                atomicAdd(&counts[byte_of(part[k / 4], k % 4) * Replicas + replica], 1u);
        }
    }
}

template <int Source>
__device__ inline void count_tile(
    const unsigned char* image, int pitch, int width, int height, const ClaheGrid& grid, int channel, const unsigned char* table, unsigned* counts)
{
    int left = blockIdx.x * grid.tile_width, top = blockIdx.y * grid.tile_height;
    int right = left + grid.tile_width, bottom = top + grid.tile_height;
    unsigned replica = threadIdx.x % Replicas;
    // The part of the tile that lies in the image: whole words, a warp along the row.
    int inside_right = min(right, width), inside_bottom = min(bottom, height);
    int first_group = left / 4, groups = (inside_right + 3) / 4 - first_group;
    if (Source == ClaheGray)
    {
        count_sixteens(image, pitch, left, inside_right, top, inside_bottom, replica, counts);
        groups = 0;
    }

    for (int i = threadIdx.x; groups > 0 && i < groups * (inside_bottom - top); i += blockDim.x)
    {
        int y = top + i / groups, group = first_group + i % groups;
        FourPixels pixels = load_group<Source>(image + static_cast<long long>(y) * pitch, group);
#pragma unroll
        for (int k = 0; k < 4; k++)
        {
            int x = 4 * group + k;
            if (x >= left && x < inside_right)
                atomicAdd(&counts[equalized_level<Source>(pixels, k, channel, table) * Replicas + replica], 1u);
        }
    }

    // The rest is the image mirrored at its right and bottom edge: a border of at most one tile grid's width.
    if (right <= width && bottom <= height)
        return;
    for (int i = threadIdx.x; i < grid.tile_width * grid.tile_height; i += blockDim.x)
    {
        int x = left + i % grid.tile_width, y = top + i / grid.tile_width;
        if (x < width && y < height)
            continue;
        x = mirror(x, width);
        FourPixels pixels = load_group<Source>(image + static_cast<long long>(mirror(y, height)) * pitch, x / 4);
        unsigned level = 0;
#pragma unroll
        for (int k = 0; k < 4; k++)
        {
            if (k == x % 4)
                level = equalized_level<Source>(pixels, k, channel, table);
        }

        atomicAdd(&counts[level * Replicas + replica], 1u);
    }
}

// Sums 256 numbers over the first 256 threads in shared memory, inclusive of each thread's own; returns each thread's running sum.
__device__ inline unsigned running_sum(unsigned value, unsigned (*sums)[Levels])
{
    int level = threadIdx.x;
    int from = 0;
    if (level < Levels)
        sums[0][level] = value;
    __syncthreads();
    for (int reach = 1; reach < Levels; reach *= 2)
    {
        if (level < Levels)
            sums[1 - from][level] = sums[from][level] + (level >= reach ? sums[from][level - reach] : 0);
        from = 1 - from;
        __syncthreads();
    }

    unsigned sum = level < Levels ? sums[from][level] : 0;
    __syncthreads();
    return sum;
}

template <int Source>
__device__ inline void make_tile_table(
    const unsigned char* image, int pitch, int width, int height, ClaheGrid grid, int channel, const unsigned char* tables, unsigned char* tile_tables)
{
    __shared__ unsigned counts[Levels * Replicas];
    __shared__ unsigned sums[2][Levels];
    __shared__ unsigned char table[3 * Levels];
    __shared__ unsigned total_excess;
    for (int i = threadIdx.x; i < Levels * Replicas; i += blockDim.x)
        counts[i] = 0;
    if (Source == ClaheValue)
        load_tables(table, tables);
    __syncthreads();
    count_tile<Source>(image, pitch, width, height, grid, channel, table, counts);
    __syncthreads();

    int level = threadIdx.x;
    unsigned count = 0;
    if (level < Levels)
    {
        for (int r = 0; r < Replicas; r++)
            count += counts[level * Replicas + r];
    }

    if (grid.clip_limit > 0)
    {
        unsigned limit = static_cast<unsigned>(grid.clip_limit);
        unsigned excess = running_sum(count > limit ? count - limit : 0, sums);
        if (level == Levels - 1)
            total_excess = excess;
        __syncthreads();
        unsigned batch = total_excess / Levels, rest = total_excess % Levels;
        unsigned step = rest ? max(Levels / static_cast<int>(rest), 1) : 1;
        count = min(count, limit) + batch;
        if (rest && level % step == 0 && level / step < rest)
            count++;
    }

    unsigned sum = running_sum(count, sums);
    if (level < Levels)
    {
        int scaled = float_to_int_rn(mul_rn(static_cast<float>(sum), grid.table_scale));
        tile_tables[(blockIdx.y * grid.tiles_x + blockIdx.x) * Levels + level] = static_cast<unsigned char>(min(max(scaled, 0), 255));
    }
}

// The cell between tile centres that a coordinate lies in, -1 before the first centre; and how far it has gone towards the next centre.
struct CellPosition
{
    int cell;
    float weight;
    float rest;
};

__device__ inline CellPosition cell_position(int coordinate, float inverse_size)
{
    float position = sub_rn(mul_rn(static_cast<float>(coordinate), inverse_size), 0.5f);
    float whole = floor_rd(position);
    CellPosition result;
    result.cell = static_cast<int>(whole);
    result.weight = sub_rn(position, whole);
    result.rest = sub_rn(1.0f, result.weight);
    return result;
}

// Four tables' levels in a word: upper left, upper right, lower left, lower right of the cell.
__device__ inline unsigned corner_levels(const unsigned char* tile_tables, const ClaheGrid& grid, int cell_x, int cell_y, unsigned level)
{
    int left = max(cell_x, 0), right = min(cell_x + 1, grid.tiles_x - 1);
    const unsigned char* upper = tile_tables + max(cell_y, 0) * grid.tiles_x * Levels + level;
    const unsigned char* lower = tile_tables + min(cell_y + 1, grid.tiles_y - 1) * grid.tiles_x * Levels + level;
    return load_readonly(upper + left * Levels) | static_cast<unsigned>(load_readonly(upper + right * Levels)) << 8
        | static_cast<unsigned>(load_readonly(lower + left * Levels)) << 16 | static_cast<unsigned>(load_readonly(lower + right * Levels)) << 24;
}

__device__ inline unsigned blend(const unsigned char* tile_tables, const ClaheGrid& grid, const CellPosition& x, const CellPosition& y, unsigned level)
{
    // From the cache: gathering a block's cells in shared memory first was tried and is slower, since it costs occupancy.
    unsigned corners = corner_levels(tile_tables, grid, x.cell, y.cell, level);
    float above = add_rn(mul_rn(static_cast<float>(byte_of(corners, 0)), x.rest), mul_rn(static_cast<float>(byte_of(corners, 1)), x.weight));
    float below = add_rn(mul_rn(static_cast<float>(byte_of(corners, 2)), x.rest), mul_rn(static_cast<float>(byte_of(corners, 3)), x.weight));
    // A mean of levels stays a level: no clamp is needed.
    return static_cast<unsigned>(float_to_int_rn(add_rn(mul_rn(above, y.rest), mul_rn(below, y.weight))));
}
}

// Rule: section 12, a tile's histogram, clipped and made a table. Tiles that reach beyond the image see it mirrored.
// Shape: one block a tile, 1024 threads; about 11 KiB shared.
// Bytes: the image once.
extern "C" __global__ void __launch_bounds__(1024) clahe_tables_gray(
    const unsigned char* image, int pitch, int width, int height, ClaheGrid grid, unsigned char* tile_tables)
{
    make_tile_table<ClaheGray>(image, pitch, width, height, grid, 0, nullptr, tile_tables);
}

// The same for one channel (0 blue, 1 green, 2 red) of a colour image.
extern "C" __global__ void __launch_bounds__(1024) clahe_tables_channel(
    const unsigned char* image, int pitch, int width, int height, ClaheGrid grid, int channel, unsigned char* tile_tables)
{
    make_tile_table<ClaheChannel>(image, pitch, width, height, grid, channel, nullptr, tile_tables);
}

// The same for V of HSV after the look-up tables of histogram specification; null tables change nothing.
extern "C" __global__ void __launch_bounds__(1024) clahe_tables_value(
    const unsigned char* image, int pitch, int width, int height, ClaheGrid grid, const unsigned char* tables, unsigned char* tile_tables)
{
    make_tile_table<ClaheValue>(image, pitch, width, height, grid, 0, tables, tile_tables);
}

// Rule: section 12, each level through the tables of the four nearest tiles.
// Shape: 128 threads, four pixels a thread; grid x over groups of four, y over bands of rows.
// Bytes: the image twice.
extern "C" __global__ void __launch_bounds__(128) clahe_blend_gray(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height, ClaheGrid grid,
    const unsigned char* tile_tables)
{
    int group = blockIdx.x * blockDim.x + threadIdx.x;
    if (4 * group >= width)
        return;
    CellPosition columns[4];
#pragma unroll
    for (int i = 0; i < 4; i++)
        columns[i] = cell_position(min(4 * group + i, width - 1), grid.inverse_width);
    RowRange rows = rows_of_block(height);
    for (int y = rows.first; y < rows.end; y += RowsAtOnce)
    {
        unsigned words[RowsAtOnce];
#pragma unroll
        for (int r = 0; r < RowsAtOnce; r++)
            words[r] = reinterpret_cast<const unsigned*>(source + static_cast<long long>(min(y + r, rows.end - 1)) * source_pitch)[group];
#pragma unroll
        for (int r = 0; r < RowsAtOnce; r++)
        {
            CellPosition row = cell_position(min(y + r, rows.end - 1), grid.inverse_height);
            unsigned blended = 0;
#pragma unroll
            for (int i = 0; i < 4; i++)
                blended |= blend(tile_tables, grid, columns[i], row, byte_of(words[r], i)) << (8 * i);
            if (y + r < rows.end)
                reinterpret_cast<unsigned*>(target + static_cast<long long>(y + r) * target_pitch)[group] = blended;
        }
    }
}

// The same for one channel of a colour image; the others are copied.
extern "C" __global__ void __launch_bounds__(128) clahe_blend_channel(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height, ClaheGrid grid, int channel,
    const unsigned char* tile_tables)
{
    int group = blockIdx.x * blockDim.x + threadIdx.x;
    if (4 * group >= width)
        return;
    RowRange rows = rows_of_block(height);
    for (int y = rows.first; y < rows.end; y++)
    {
        CellPosition row = cell_position(y, grid.inverse_height);
        FourPixels pixels = load_four(source + static_cast<long long>(y) * source_pitch, group);
        FourPixels blended = {{0, 0, 0}};
#pragma unroll
        for (int i = 0; i < 4; i++)
        {
            CellPosition column = cell_position(min(4 * group + i, width - 1), grid.inverse_width);
#pragma unroll
            for (int c = 0; c < 3; c++)
            {
                unsigned level = channel_of(pixels, i, c);
                add_channel(blended, i, c, c == channel ? blend(tile_tables, grid, column, row, level) : level);
            }
        }

        store_four(target + static_cast<long long>(y) * target_pitch, group, blended);
    }
}

// Rule: sections 2, 12, 4 in one go: look-up tables, to HSV, V through the tiles' tables, back to BGR, and 0 outside the mask. Null
// tables change nothing; a null mask keeps every pixel. In place where source and target are one.
// Shape: 128 threads, four pixels a thread; grid x over groups of four, y over bands of rows; 2.8 KiB shared.
// Bytes: the image twice.
extern "C" __global__ void __launch_bounds__(128) clahe_blend_value(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height, ClaheGrid grid,
    const unsigned char* tables, const unsigned char* tile_tables, const int* hsv_division, HsvRounding rounding, const int* first, const int* last)
{
    __shared__ int division[2 * Levels];
    __shared__ unsigned char table[3 * Levels];
    for (int i = threadIdx.x; i < 2 * Levels; i += blockDim.x)
        division[i] = hsv_division[i];
    load_tables(table, tables);
    __syncthreads();
    int group = blockIdx.x * blockDim.x + threadIdx.x;
    if (4 * group >= width)
        return;
    HsvDivision divisions = {division, division + Levels};
    RowRange rows = rows_of_block(height);
    for (int y = rows.first; y < rows.end; y++)
    {
        int from = first ? first[y] : 0, to = last ? last[y] : width - 1;
        FourPixels result = {{0, 0, 0}};
        if (4 * group <= to && 4 * group + 3 >= from)
        {
            CellPosition row = cell_position(y, grid.inverse_height);
            FourPixels pixels = load_four(source + static_cast<long long>(y) * source_pitch, group);
#pragma unroll
            for (int i = 0; i < 4; i++)
            {
                int x = 4 * group + i;
                if (x < from || x > to)
                    continue;
                int blue = table[channel_of(pixels, i, 0)], green = table[Levels + channel_of(pixels, i, 1)],
                    red = table[2 * Levels + channel_of(pixels, i, 2)];
                HueSaturation color = hue_saturation(blue, green, red, divisions);
                CellPosition column = cell_position(x, grid.inverse_width);
                unsigned value = blend(tile_tables, grid, column, row, largest(blue, green, red));
                unsigned bgr = hsv_to_bgr(color, value, x < rounding.truncated, rounding.fused != 0);
#pragma unroll
                for (int c = 0; c < 3; c++)
                    add_channel(result, i, c, byte_of(bgr, c));
            }
        }

        store_four(target + static_cast<long long>(y) * target_pitch, group, result);
    }
}
