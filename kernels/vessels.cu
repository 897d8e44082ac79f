// The steps of finding vessels, on planes of the eye's working size: a few hundred pixels a side, so most of them are bound by their launch.
#include "forest.cuh"
#include "pixels.cuh"

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

// Rule: sum, smallest and largest value inside the region, of every grid-th row from the block's own on.
// Shape: 256 threads; grid x as many blocks as records of three doubles are made. A block without pixels gives 0, 1e300, -1e300.
// Bytes: the plane once.
extern "C" __global__ void __launch_bounds__(256) vessel_measure(
    const unsigned char* plane, int pitch, int height, const int* first, const int* last, double* records)
{
    __shared__ double part[3][256];
    double sum = 0, least = 1e300, most = -1e300;
    for (int y = blockIdx.x; y < height; y += gridDim.x)
    {
        const float* row = row_of<float>(plane, pitch, y);
        for (int x = first[y] + threadIdx.x; first[y] <= last[y] && x <= last[y]; x += blockDim.x)
        {
            double value = row[x];
            sum += value;
            least = value < least ? value : least;
            most = value > most ? value : most;
        }
    }

    part[0][threadIdx.x] = sum;
    part[1][threadIdx.x] = least;
    part[2][threadIdx.x] = most;
    for (int half = 128; half > 0; half /= 2)
    {
        __syncthreads();
        if (threadIdx.x < half)
        {
            int other = threadIdx.x + half;
            part[0][threadIdx.x] += part[0][other];
            part[1][threadIdx.x] = part[1][other] < part[1][threadIdx.x] ? part[1][other] : part[1][threadIdx.x];
            part[2][threadIdx.x] = part[2][other] > part[2][threadIdx.x] ? part[2][other] : part[2][threadIdx.x];
        }
    }

    if (threadIdx.x < 3)
        records[3 * blockIdx.x + threadIdx.x] = part[threadIdx.x][0];
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

// Rule: each pixel from low on is a component of its own, and no pixel has been counted.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: the plane once, twelve a pixel out.
extern "C" __global__ void __launch_bounds__(256) vessel_seed_components(
    const unsigned char* plane, int pitch, int width, int height, float low, int* labels, int* counts, int* reaches)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    int here = y * width + x;
    labels[here] = row_of<float>(plane, pitch, y)[x] >= low ? here : -1;
    counts[here] = 0;
    reaches[here] = 0;
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

// Rule: of each component, its pixels and whether one of them reaches high, at its root.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: the plane and the labels once; an atomic addition a pixel of a component.
extern "C" __global__ void __launch_bounds__(256) vessel_count_components(
    const unsigned char* plane, int pitch, int width, int height, float high, const int* labels, int* counts, int* reaches)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    int here = y * width + x;
    if (labels[here] < 0)
        return;
    int root = settled_root_of(labels, here);
    atomicAdd(&counts[root], 1);
    if (row_of<float>(plane, pitch, y)[x] >= high)
        reaches[root] = 1;
}

// Rule: components with fewer than least pixels, or without one that reaches high, times low / 2.
// Shape: 32 x 8 threads, a pixel each; grid over pixels.
// Bytes: the plane in and out; labels and counts of the components.
extern "C" __global__ void __launch_bounds__(256) vessel_lower_components(
    const unsigned char* plane, int pitch, unsigned char* target, int target_pitch, int width, int height, float low, int least,
    const int* labels, const int* counts, const int* reaches)
{
    int x = pixel_x(), y = pixel_y();
    if (x >= width || y >= height)
        return;
    int here = y * width + x;
    float value = row_of<float>(plane, pitch, y)[x];
    if (labels[here] >= 0)
    {
        int root = settled_root_of(labels, here);
        if (counts[root] < least || reaches[root] == 0)
            value = mul_rn(value, mul_rn(low, 0.5f));
    }

    row_of<float>(target, target_pitch, y)[x] = value;
}

// One row of a photograph between two rows of a plane.
struct LinearRow
{
    int first;
    int second;
    float weight;
};

// One column of a photograph between two columns of a plane; the second is the one after the first, or the first again.
struct LinearColumn
{
    int first;
    float weight;
};

namespace
{
__device__ inline float interpolate(const unsigned char* plane, int pitch, int width, LinearRow row, LinearColumn column)
{
    const float* above = row_of<float>(plane, pitch, row.first);
    const float* below = row_of<float>(plane, pitch, row.second);
    int left = column.first, right = min(left + 1, width - 1);
    float near = sub_rn(1.0f, column.weight);
    float upper = add_rn(mul_rn(load_readonly(above + left), near), mul_rn(load_readonly(above + right), column.weight));
    float lower = add_rn(mul_rn(load_readonly(below + left), near), mul_rn(load_readonly(below + right), column.weight));
    return add_rn(mul_rn(upper, sub_rn(1.0f, row.weight)), mul_rn(lower, row.weight));
}
}

// Rule: both planes at the photograph's size (INTER_LINEAR); the first is the response, of the second 255 from the threshold on; 0 outside
// the eye. The planes are of the photograph's part that begins at (left, top) and has as many columns and rows as there are table entries.
// Shape: 64 x 4 threads, four pixels each; grid over pixels of the photograph.
// Bytes: five a pixel of the photograph.
extern "C" __global__ void __launch_bounds__(256) vessel_finish(
    const unsigned char* response, int response_pitch, const unsigned char* cleaned, int cleaned_pitch, int plane_width,
    const LinearColumn* columns, const LinearRow* rows, int left, int top, int part_width, int part_height,
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
        LinearRow row = rows[y - top];
#pragma unroll
        for (int k = 0; k < 4; k++)
        {
            if (x + k < from || x + k > to)
                continue;
            LinearColumn column = columns[x + k - left];
            value[k] = interpolate(response, response_pitch, plane_width, row, column);
            if (interpolate(cleaned, cleaned_pitch, plane_width, row, column) >= threshold)
                vessels |= 255u << (8 * k);
        }
    }

    *reinterpret_cast<float4*>(target + static_cast<long long>(y) * target_pitch + 4 * x) = make_float4(value[0], value[1], value[2], value[3]);
    *reinterpret_cast<unsigned*>(map + static_cast<long long>(y) * map_pitch + x) = vessels;
}
