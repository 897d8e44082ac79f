// The steps of finding vessels, on planes of the eye's working size: a few hundred pixels a side, so most of them are bound by their launch.
#include "forest.cuh"
#include "pixels.cuh"

// Where a target pixel of a bilinear resize lies along one side: between two source pixels, of which the second has the weight.
struct LinearSpan
{
    int first;
    int second;
    float weight;
};

namespace
{
template <typename T>
__device__ inline const T* row_of(const unsigned char* plane, int pitch, int y)
{
    return reinterpret_cast<const T*>(plane + static_cast<long long>(y) * pitch);
}

template <typename T>
__device__ inline T* row_of(unsigned char* plane, int pitch, int y)
{
    return reinterpret_cast<T*>(plane + static_cast<long long>(y) * pitch);
}

__device__ inline int pixel_x()
{
    return blockIdx.x * blockDim.x + threadIdx.x;
}

__device__ inline int pixel_y()
{
    return blockIdx.y * blockDim.y + threadIdx.y;
}

// Bilinear interpolation in a plane of floats: between two rows, then between two columns.
__device__ inline float interpolate(const unsigned char* plane, int pitch, LinearSpan column, LinearSpan row)
{
    const float* above = row_of<float>(plane, pitch, row.first);
    const float* below = row_of<float>(plane, pitch, row.second);
    float near = sub_rn(1.0f, row.weight);
    float left = add_rn(mul_rn(load_readonly(above + column.first), near), mul_rn(load_readonly(below + column.first), row.weight));
    float right = add_rn(mul_rn(load_readonly(above + column.second), near), mul_rn(load_readonly(below + column.second), row.weight));
    return add_rn(mul_rn(left, sub_rn(1.0f, column.weight)), mul_rn(right, column.weight));
}

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

// Rule: each value divided by a number.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: four a pixel in and out.
extern "C" __global__ void __launch_bounds__(256) vessel_divide(
    const unsigned char* plane, int pitch, unsigned char* target, int target_pitch, int width, int height, float divisor)
{
    int x = pixel_x(), y = pixel_y();
    if (x < width && y < height)
        row_of<float>(target, target_pitch, y)[x] = div_rn(row_of<float>(plane, pitch, y)[x], divisor);
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

// Rule: sum + weight * max(value, 0).
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: eight a pixel in, four out.
extern "C" __global__ void __launch_bounds__(256) vessel_add_rectified(
    const unsigned char* plane, int pitch, unsigned char* sums, int sums_pitch, int width, int height, float weight)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    float* sum = row_of<float>(sums, sums_pitch, y) + x;
    *sum = add_rn(*sum, mul_rn(max(row_of<float>(plane, pitch, y)[x], 0.0f), weight));
}

// One pixel of an average along a line.
struct LineTap
{
    int x;
    int y;
    float weight;
};

namespace
{
__device__ inline float sum_along(const unsigned char* plane, int pitch, int width, int height, int x, int y, const LineTap* line, int count)
{
    float sum = 0.0f;
    for (int i = 0; i < count; i++)
    {
        LineTap tap = line[i];
        const float* row = row_of<float>(plane, pitch, min(max(y + tap.y, 0), height - 1));
        sum = add_rn(sum, mul_rn(load_readonly(row + min(max(x + tap.x, 0), width - 1)), tap.weight));
    }

    return sum;
}

// The rows of the 5 x 5 ellipse.
constexpr int ClosingReach = 2;

__device__ inline int closing_width(int row)
{
    return row == -ClosingReach || row == ClosingReach ? 0 : ClosingReach;
}
}

// Rule: the larger of what is there and whole * (F + G) + weaker * min(F, G), the plane's sums along the line's halves: each from zero, in
// the order of the taps, the edge repeated.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: eight a pixel in, four out; the plane from the cache once a tap.
extern "C" __global__ void __launch_bounds__(256) vessel_raise_line(
    const unsigned char* plane, int pitch, unsigned char* target, int target_pitch, int width, int height,
    const LineTap* line, int back_count, int forth_count, float whole, float weaker)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    float back = sum_along(plane, pitch, width, height, x, y, line, back_count);
    float forth = sum_along(plane, pitch, width, height, x, y, line + back_count, forth_count);
    float* largest = row_of<float>(target, target_pitch, y) + x;
    *largest = max(*largest, add_rn(mul_rn(whole, add_rn(back, forth)), mul_rn(weaker, min(back, forth))));
}

// Rule: max(value - weight * other, 0).
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: eight a pixel in, four out.
extern "C" __global__ void __launch_bounds__(256) vessel_less(
    const unsigned char* plane, int pitch, unsigned char* target, int target_pitch, int width, int height,
    const unsigned char* other, int other_pitch, float weight)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    float rest = sub_rn(row_of<float>(plane, pitch, y)[x], mul_rn(weight, row_of<float>(other, other_pitch, y)[x]));
    row_of<float>(target, target_pitch, y)[x] = max(rest, 0.0f);
}

// Rule: the largest value in the ellipse about each pixel, as far as it lies in the frame.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: four a pixel in and out.
extern "C" __global__ void __launch_bounds__(256) vessel_dilate(
    const unsigned char* plane, int pitch, unsigned char* target, int target_pitch, int width, int height)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    float largest = row_of<float>(plane, pitch, y)[x];
    for (int row = -ClosingReach; row <= ClosingReach; row++)
    {
        int from = max(x - closing_width(row), 0), to = min(x + closing_width(row), width - 1);
        if (y + row >= 0 && y + row < height)
            for (int column = from; column <= to; column++)
                largest = max(largest, row_of<float>(plane, pitch, y + row)[column]);
    }

    row_of<float>(target, target_pitch, y)[x] = largest;
}

// The same for the smallest value.
extern "C" __global__ void __launch_bounds__(256) vessel_erode(
    const unsigned char* plane, int pitch, unsigned char* target, int target_pitch, int width, int height)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    float smallest = row_of<float>(plane, pitch, y)[x];
    for (int row = -ClosingReach; row <= ClosingReach; row++)
    {
        int from = max(x - closing_width(row), 0), to = min(x + closing_width(row), width - 1);
        if (y + row >= 0 && y + row < height)
            for (int column = from; column <= to; column++)
                smallest = min(smallest, row_of<float>(plane, pitch, y + row)[column]);
    }

    row_of<float>(target, target_pitch, y)[x] = smallest;
}

// Rule: lines * factor + weight * max((level - zero) * contrast, -1).
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: five a pixel in, four out.
extern "C" __global__ void __launch_bounds__(256) vessel_blend(
    const unsigned char* lines, int lines_pitch, const unsigned char* normalized, int normalized_pitch, unsigned char* target, int target_pitch,
    int width, int height, float factor, float weight, int zero, float contrast)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    float contrasts = mul_rn(static_cast<float>(row_of<unsigned char>(normalized, normalized_pitch, y)[x] - zero), contrast);
    float line = mul_rn(row_of<float>(lines, lines_pitch, y)[x], factor);
    row_of<float>(target, target_pitch, y)[x] = add_rn(line, mul_rn(weight, max(contrasts, -1.0f)));
}

// Rule: 0.5 + 0.5 * z / (1 + |z|) with z = value / threshold - 1.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: four a pixel in and out.
extern "C" __global__ void __launch_bounds__(256) vessel_probability(
    const unsigned char* plane, int pitch, unsigned char* target, int target_pitch, int width, int height, float threshold)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    float z = sub_rn(div_rn(row_of<float>(plane, pitch, y)[x], threshold), 1.0f);
    row_of<float>(target, target_pitch, y)[x] = add_rn(0.5f, mul_rn(0.5f, div_rn(z, add_rn(1.0f, fabsf(z)))));
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

// Rule: the sum of 2 * radius + 1 values along the row, mirrored at its ends.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: the plane once, eight a pixel out.
extern "C" __global__ void __launch_bounds__(256) vessel_box_rows(const unsigned char* plane, int pitch, int width, int height, int radius, double* sums)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    const float* row = row_of<float>(plane, pitch, y);
    double sum = 0;
    for (int step = -radius; step <= radius; step++)
        sum += row[mirror(x + step, width)];
    sums[static_cast<long long>(y) * width + x] = sum;
}

// Rule: the mean over the square: the same down the columns, times 1 / side^2.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: eight a pixel in, four out.
extern "C" __global__ void __launch_bounds__(256) vessel_box_columns(
    const double* sums, int width, int height, int radius, unsigned char* target, int target_pitch)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    double sum = 0;
    for (int step = -radius; step <= radius; step++)
        sum += sums[static_cast<long long>(mirror(y + step, height)) * width + x];
    double side = 2 * radius + 1;
    row_of<float>(target, target_pitch, y)[x] = static_cast<float>(sum * (1 / (side * side)));
}

// Rule: of each row the sum of the positive values inside the region, from its first pixel to its last, the smallest and the largest value.
// Shape: 64 threads, a row each; grid x over rows. Three doubles a row are made; 0, infinity and its negative where no pixel is inside.
// Bytes: the plane once.
extern "C" __global__ void __launch_bounds__(64) vessel_measure_rows(
    const unsigned char* plane, int pitch, int height, const int* first, const int* last, double* records)
{
    int y = pixel_x();
    if (y >= height)
        return;
    const float* row = row_of<float>(plane, pitch, y);
    double sum = 0;
    float least = __int_as_float(0x7f800000), most = -least;
#pragma unroll 4
    for (int x = first[y]; x <= last[y]; x++)
    {
        float value = load_readonly(row + x);
        sum += max(value, 0.0f);
        least = min(least, value);
        most = max(most, value);
    }

    records[3 * y] = sum;
    records[3 * y + 1] = least;
    records[3 * y + 2] = most;
}

// Rule: H / (H + T) with T = level + slope * (D - offset), 0 where H is not positive and outside the region (Zhang 2010; algorithm page).
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: two planes in, one out.
extern "C" __global__ void __launch_bounds__(256) vessel_matched_response(
    const unsigned char* matched, int matched_pitch, const unsigned char* derivative, int derivative_pitch, unsigned char* target, int target_pitch,
    int width, int height, const int* first, const int* last, float offset, float slope, float level)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    float h = max(row_of<float>(matched, matched_pitch, y)[x], 0.0f);
    float d = row_of<float>(derivative, derivative_pitch, y)[x];
    float sum = add_rn(add_rn(mul_rn(sub_rn(d, offset), slope), level), h);
    bool inside = x >= first[y] && x <= last[y];
    row_of<float>(target, target_pitch, y)[x] = inside && sum != 0 ? div_rn(h, sum) : 0.0f;
}

// Rule: the larger of two values.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: two planes in, one out.
extern "C" __global__ void __launch_bounds__(256) vessel_larger(
    const unsigned char* first, int first_pitch, const unsigned char* second, int second_pitch, unsigned char* target, int target_pitch, int width, int height)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    row_of<float>(target, target_pitch, y)[x] = max(row_of<float>(first, first_pitch, y)[x], row_of<float>(second, second_pitch, y)[x]);
}

// Rule: each pixel above the threshold inside the region is a component of its own, and no pixel has been counted.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: the plane once, eight a pixel out.
extern "C" __global__ void __launch_bounds__(256) vessel_seed_components(
    const unsigned char* plane, int pitch, int width, int height, const int* first, const int* last, float threshold, int* labels, int* counts)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    int here = y * width + x;
    labels[here] = x >= first[y] && x <= last[y] && row_of<float>(plane, pitch, y)[x] > threshold ? here : -1;
    counts[here] = 0;
}

// Rule: 8-connected pixels belong together: each is joined with those of its neighbours that come before it.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: the labels about the components' pixels.
extern "C" __global__ void __launch_bounds__(256) vessel_join_components(int width, int height, int* labels)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    int here = y * width + x;
    if (labels[here] < 0)
        return;
    // A pixel straight above has joined its own row's neighbours already, or will.
    bool above = y > 0 && labels[here - width] >= 0;
    if (above)
        unite(labels, here, here - width);
    if (x > 0 && labels[here - 1] >= 0)
        unite(labels, here, here - 1);
    if (above || y == 0)
        return;
    if (x > 0 && labels[here - width - 1] >= 0)
        unite(labels, here, here - width - 1);
    if (x + 1 < width && labels[here - width + 1] >= 0)
        unite(labels, here, here - width + 1);
}

// Rule: of each component, its pixels, at its root.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: the labels once; an atomic addition a pixel of a component.
extern "C" __global__ void __launch_bounds__(256) vessel_count_components(int width, int height, const int* labels, int* counts)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    int here = y * width + x;
    if (labels[here] >= 0)
        atomicAdd(&counts[settled_root_of(labels, here)], 1);
}

// Rule: components with fewer than least pixels become half of the threshold.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: the plane in and out; labels and counts of the components.
extern "C" __global__ void __launch_bounds__(256) vessel_lower_components(
    const unsigned char* plane, int pitch, unsigned char* target, int target_pitch, int width, int height, float threshold, int least,
    const int* labels, const int* counts)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    int here = y * width + x;
    bool small = labels[here] >= 0 && counts[settled_root_of(labels, here)] < least;
    row_of<float>(target, target_pitch, y)[x] = small ? mul_rn(threshold, 0.5f) : row_of<float>(plane, pitch, y)[x];
}

// Rule: both planes at the photograph's size, by bilinear interpolation; the first is the response, of the second 255 above the threshold; 0
// outside the eye. The planes are of the photograph's part that begins at (left, top) and has as many columns and rows as there are spans.
// Shape: 64 x 4 threads, four pixels each; grid over pixels of the photograph.
// Bytes: five a pixel of the photograph.
extern "C" __global__ void __launch_bounds__(256) vessel_finish(
    const unsigned char* response, int response_pitch, const unsigned char* cleaned, int cleaned_pitch,
    const LinearSpan* columns, const LinearSpan* rows, int left, int top, int part_width, int part_height,
    unsigned char* target, int target_pitch, unsigned char* map, int map_pitch, int width, int height, const int* first, const int* last, float threshold)
{
    int x = 4 * pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    float value[4] = {0.0f, 0.0f, 0.0f, 0.0f};
    unsigned vessels = 0;
    int from = max(first[y], left), to = min(last[y], left + part_width - 1);
    if (y >= top && y < top + part_height && x + 3 >= from && x <= to)
    {
        LinearSpan row = rows[y - top];
#pragma unroll
        for (int k = 0; k < 4; k++)
        {
            if (x + k < from || x + k > to)
                continue;
            LinearSpan column = columns[x + k - left];
            value[k] = interpolate(response, response_pitch, column, row);
            if (interpolate(cleaned, cleaned_pitch, column, row) > threshold)
                vessels |= 255u << (8 * k);
        }
    }

    *reinterpret_cast<float4*>(target + static_cast<long long>(y) * target_pitch + 4 * x) = make_float4(value[0], value[1], value[2], value[3]);
    *reinterpret_cast<unsigned*>(map + static_cast<long long>(y) * map_pitch + x) = vessels;
}
