// The plane in which vessels are looked for: the eye at one size, filled outside, its light and its contrast made even. A few hundred pixels a
// side, so most of these kernels are bound by their launch.
#include "planes.cuh"

namespace
{
// Sums of levels (x) and of pixels (y).
__device__ inline uint2 plus(uint2 a, uint2 b)
{
    return make_uint2(a.x + b.x, a.y + b.y);
}

__device__ inline uint2 minus(uint2 a, uint2 b)
{
    return make_uint2(a.x - b.x, a.y - b.y);
}

// The sum from the frame's first pixel to that one; before the frame nothing.
__device__ inline uint2 sum_to(const uint2* sums, int width, int x, int y)
{
    return x < 0 || y < 0 ? make_uint2(0, 0) : load_readonly(sums + static_cast<long long>(y) * width + x);
}
}

// Rule: bilinear enlargement of bytes in 256ths (INTER_LINEAR_EXACT): across, then down, and rounded once, half up.
// Shape: 32 x 8 threads, a pixel each; grid over pixels. Tables: the first of two source pixels of each column and row, the second's weight.
// Bytes: the source and the target once.
extern "C" __global__ void __launch_bounds__(256) vessel_enlarge(
    const unsigned char* source, int source_pitch, int source_width, int source_height, unsigned char* target, int target_pitch, int width, int height,
    const int* columns, const int* column_weights, const int* rows, const int* row_weights)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    int left = columns[x], right = min(left + 1, source_width - 1);
    unsigned across = column_weights[x], down = row_weights[y];
    const unsigned char* above = row_of<unsigned char>(source, source_pitch, rows[y]);
    const unsigned char* below = row_of<unsigned char>(source, source_pitch, min(rows[y] + 1, source_height - 1));
    unsigned upper = above[left] * (256 - across) + above[right] * across;
    unsigned lower = below[left] * (256 - across) + below[right] * across;
    row_of<unsigned char>(target, target_pitch, y)[x] = static_cast<unsigned char>((upper * (256 - down) + lower * down + 32768) >> 16);
}

// Rule: of each pixel, the sums of the levels and of the pixels inside the region from the row's first pixel to it.
// Shape: a warp a row, 256 threads; grid x over 8 rows.
// Bytes: the plane once, eight a pixel out.
extern "C" __global__ void __launch_bounds__(256) vessel_sum_rows(
    const unsigned char* plane, int pitch, int width, int height, const int* first, const int* last, uint2* sums)
{
    int y = blockIdx.x * (blockDim.x / 32) + threadIdx.x / 32, lane = threadIdx.x % 32;
    if (y >= height)
        return;
    const unsigned char* row = row_of<unsigned char>(plane, pitch, y);
    uint2 before = make_uint2(0, 0);
    for (int start = 0; start < width; start += 32)
    {
        int x = start + lane;
        bool inside = x < width && x >= first[y] && x <= last[y];
        uint2 sum = make_uint2(inside ? row[x] : 0, inside ? 1 : 0);
#pragma unroll
        for (int by = 1; by < 32; by *= 2)
        {
            uint2 other = make_uint2(__shfl_up_sync(FULL_WARP, sum.x, by), __shfl_up_sync(FULL_WARP, sum.y, by));
            if (lane >= by)
                sum = plus(sum, other);
        }

        sum = plus(sum, before);
        if (x < width)
            sums[static_cast<long long>(y) * width + x] = sum;
        before = make_uint2(__shfl_sync(FULL_WARP, sum.x, 31), __shfl_sync(FULL_WARP, sum.y, 31));
    }
}

// Rule: the same down the columns, which makes integral images of the row sums; in place.
// Shape: 64 threads, a column each; grid x over columns.
// Bytes: eight a pixel in and out.
extern "C" __global__ void __launch_bounds__(64) vessel_sum_columns(uint2* sums, int width, int height)
{
    int x = pixel_x();
    if (x >= width)
        return;
    uint2 sum = make_uint2(0, 0);
#pragma unroll 8
    for (int y = 0; y < height; y++)
    {
        uint2* at = sums + static_cast<long long>(y) * width + x;
        sum = plus(sum, *at);
        *at = sum;
    }
}

// Rule: outside the region the mean, rounded half up, of the region's pixels in the smallest square of radius 2, 4, 8, ... that holds any.
// Shape: 32 x 8 threads, a pixel each; grid over pixels. The region is not empty.
// Bytes: the plane in and out; the sums about the pixels outside.
extern "C" __global__ void __launch_bounds__(256) vessel_fill_outside(
    const unsigned char* plane, int pitch, unsigned char* target, int target_pitch, int width, int height,
    const int* first, const int* last, const uint2* sums)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    unsigned level = row_of<unsigned char>(plane, pitch, y)[x];
    if (x < first[y] || x > last[y])
    {
        uint2 sum = make_uint2(0, 0);
        for (int radius = 2; sum.y == 0; radius *= 2)
        {
            int left = x - radius - 1, top = y - radius - 1;
            int right = min(x + radius, width - 1), bottom = min(y + radius, height - 1);
            sum = minus(plus(sum_to(sums, width, right, bottom), sum_to(sums, width, left, top)),
                plus(sum_to(sums, width, left, bottom), sum_to(sums, width, right, top)));
        }

        level = (2 * sum.x + sum.y) / (2 * sum.y);
    }

    row_of<unsigned char>(target, target_pitch, y)[x] = static_cast<unsigned char>(level);
}

// Rule: a Gray8 plane as floats.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: one a pixel in, four out.
extern "C" __global__ void __launch_bounds__(256) vessel_to_float(
    const unsigned char* plane, int pitch, unsigned char* target, int target_pitch, int width, int height)
{
    int x = pixel_x(), y = pixel_y();
    if (x < width && y < height)
        row_of<float>(target, target_pitch, y)[x] = plane[static_cast<long long>(y) * pitch + x];
}

// Rule: each value times itself.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: four a pixel in and out.
extern "C" __global__ void __launch_bounds__(256) vessel_square(
    const unsigned char* plane, int pitch, unsigned char* target, int target_pitch, int width, int height)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    float value = row_of<float>(plane, pitch, y)[x];
    row_of<float>(target, target_pitch, y)[x] = mul_rn(value, value);
}

// Rule: a blur along rows or columns, summed from the first tap to the last, the edge repeated.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: four a pixel in and out, from the cache once a tap.
extern "C" __global__ void __launch_bounds__(256) vessel_blur(
    const unsigned char* plane, int pitch, unsigned char* target, int target_pitch, int width, int height, const float* taps, int count, int along_rows)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    float sum = 0.0f;
    for (int tap = 0; tap < count; tap++)
    {
        int at = tap - count / 2;
        int from_x = along_rows ? min(max(x + at, 0), width - 1) : x, from_y = along_rows ? y : min(max(y + at, 0), height - 1);
        sum = add_rn(sum, mul_rn(load_readonly(row_of<float>(plane, pitch, from_y) + from_x), load_readonly(taps + tap)));
    }

    row_of<float>(target, target_pitch, y)[x] = sum;
}

// Rule: (light - level) / sqrt(max(light, least)); the light is a smaller plane, between whose pixels the spans lead.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: one a pixel in, four out, and the smaller plane.
extern "C" __global__ void __launch_bounds__(256) vessel_darkness(
    const unsigned char* plane, int pitch, const unsigned char* coarse, int coarse_pitch, const LinearSpan* columns, const LinearSpan* rows,
    unsigned char* target, int target_pitch, int width, int height, float least)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    float light = interpolate(coarse, coarse_pitch, columns[x], rows[y]);
    float level = row_of<unsigned char>(plane, pitch, y)[x];
    row_of<float>(target, target_pitch, y)[x] = div_rn(sub_rn(light, level), sqrt_rn(max(light, least)));
}

// Rule: darkness / max(sqrt(squares), least) * scale, to nearest even, within -zero to zero, plus zero; the squares are a smaller plane.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: four a pixel in, one out, and the smaller plane.
extern "C" __global__ void __launch_bounds__(256) vessel_normalize(
    const unsigned char* darkness, int pitch, const unsigned char* coarse, int coarse_pitch, const LinearSpan* columns, const LinearSpan* rows,
    unsigned char* target, int target_pitch, int width, int height, float least, float scale, int zero)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    float contrast = max(sqrt_rn(interpolate(coarse, coarse_pitch, columns[x], rows[y])), least);
    float level = rint_rn(mul_rn(div_rn(row_of<float>(darkness, pitch, y)[x], contrast), scale));
    float most = static_cast<float>(zero);
    row_of<unsigned char>(target, target_pitch, y)[x] = static_cast<unsigned char>(float_to_int_rn(min(max(level, -most), most)) + zero);
}
