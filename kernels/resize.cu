// Shrinking by the area that each new pixel covers, to the bit as OpenCV's INTER_AREA: whole factors add up integers and scale once; others
// weight each row in float, along the row first, in the order of the pixels.
#include "block_sums.cuh"

// The source pixels that one target column (or row) covers: `count` from `first` on. The first weighs `head`, the last `tail`.
struct AreaSpan
{
    int first;
    int count;
    float head;
    float body;
    float tail;
};

namespace
{
// Target columns of a thread block, and source rows that it weights at a time.
constexpr int Columns = 32;
constexpr int SourceRows = 32;

__device__ inline unsigned char to_level(float value)
{
    return static_cast<unsigned char>(min(max(float_to_int_rn(value), 0), 255));
}

__device__ inline void store(unsigned char* pixel, float value)
{
    *pixel = to_level(value);
}

__device__ inline void store(float* pixel, float value)
{
    *pixel = value;
}

__device__ inline float weight_at(const AreaSpan& span, int position)
{
    return position == span.first ? span.head : position == span.first + span.count - 1 ? span.tail : span.body;
}

template <typename Level, int Channels>
__device__ inline void shrink(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height,
    const AreaSpan* column_spans, const AreaSpan* row_spans, int rows_per_block)
{
    __shared__ float partial[SourceRows][Columns * Channels];
    int x = blockIdx.x * Columns + threadIdx.x;
    int top = blockIdx.y * rows_per_block, bottom = min(top + rows_per_block, height), y = top + threadIdx.y;
    AreaSpan column = {0, 0, 0.0f, 0.0f, 0.0f}, row = {0, 0, 0.0f, 0.0f, 0.0f};
    if (x < width)
        column = column_spans[x];
    if (y < bottom)
        row = row_spans[y];
    int begin = row_spans[top].first, end = row_spans[bottom - 1].first + row_spans[bottom - 1].count;
    float sum[Channels];
#pragma unroll
    for (int c = 0; c < Channels; c++)
        sum[c] = 0.0f;
    for (int chunk = begin; chunk < end; chunk += SourceRows)
    {
        int chunk_end = min(chunk + SourceRows, end);
        for (int source_y = chunk + threadIdx.y; source_y < chunk_end; source_y += blockDim.y)
        {
            const Level* pixel = reinterpret_cast<const Level*>(source + static_cast<long long>(source_y) * source_pitch) + column.first * Channels;
            float across[Channels];
#pragma unroll
            for (int c = 0; c < Channels; c++)
                across[c] = 0.0f;
            for (int k = 0; k < column.count; k++)
            {
                float weight = weight_at(column, column.first + k);
#pragma unroll
                for (int c = 0; c < Channels; c++)
                    across[c] = add_rn(across[c], mul_rn(static_cast<float>(load_readonly(pixel + k * Channels + c)), weight));
            }

#pragma unroll
            for (int c = 0; c < Channels; c++)
                partial[source_y - chunk][threadIdx.x * Channels + c] = across[c];
        }

        __syncthreads();
        int to = min(chunk_end, row.first + row.count);
        for (int source_y = max(chunk, row.first); source_y < to; source_y++)
        {
            float weight = weight_at(row, source_y);
#pragma unroll
            for (int c = 0; c < Channels; c++)
                sum[c] = add_rn(sum[c], mul_rn(weight, partial[source_y - chunk][threadIdx.x * Channels + c]));
        }

        __syncthreads();
    }

    if (x >= width || y >= bottom)
        return;
    Level* pixel = reinterpret_cast<Level*>(target + static_cast<long long>(y) * target_pitch) + x * Channels;
#pragma unroll
    for (int c = 0; c < Channels; c++)
        store(pixel + c, sum[c]);
}

// Two by two pixels round half up; other blocks multiply by fl(1 / pixels) and round half to even.
struct ScaleSum
{
    float scale;
    bool two_by_two;

    __device__ unsigned operator()(unsigned sum, unsigned) const
    {
        return two_by_two ? (sum + 2) >> 2 : to_level(mul_rn(static_cast<float>(static_cast<int>(sum)), scale));
    }
};

__device__ inline ScaleSum scale_for(int factor_x, int factor_y)
{
    return ScaleSum{div_rn(1.0f, static_cast<float>(factor_x * factor_y)), factor_x == 2 && factor_y == 2};
}
}

// Rule: section 19, factors that are not both whole: fl(sum + fl(weight * pixel)) along the row, then down the rows; bytes to nearest even.
// Shape: 32 x 8 threads; grid x over 32 target pixels, y over rows_per_block (1 to 8) target rows; 12 KiB shared.
// Bytes: the source once, the target once.
extern "C" __global__ void __launch_bounds__(256) resize_area_bgr(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height,
    const AreaSpan* columns, const AreaSpan* rows, int rows_per_block)
{
    shrink<unsigned char, 3>(source, source_pitch, target, target_pitch, width, height, columns, rows, rows_per_block);
}

// The same for one grey channel; 4 KiB shared.
extern "C" __global__ void __launch_bounds__(256) resize_area_gray(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height,
    const AreaSpan* columns, const AreaSpan* rows, int rows_per_block)
{
    shrink<unsigned char, 1>(source, source_pitch, target, target_pitch, width, height, columns, rows, rows_per_block);
}

// The same for one float channel, not rounded; 4 KiB shared.
extern "C" __global__ void __launch_bounds__(256) resize_area_float(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height,
    const AreaSpan* columns, const AreaSpan* rows, int rows_per_block)
{
    shrink<float, 1>(source, source_pitch, target, target_pitch, width, height, columns, rows, rows_per_block);
}

// Rule: section 19, whole factors, both sides of the source multiples of theirs (ScaleSum).
// Shape: 256 threads; grid x over `outputs` target pixels (see sum_blocks), y over target rows; 8 KiB shared.
// Bytes: the source once, the target once.
extern "C" __global__ void __launch_bounds__(256) resize_whole_bgr(
    const unsigned char* source, int source_pitch, int width, int height,
    unsigned char* target, int target_pitch, int factor_x, int factor_y, int outputs)
{
    sum_blocks<3>(source, source_pitch, width, height, target, target_pitch, factor_x, factor_y, outputs, scale_for(factor_x, factor_y));
}

// The same for one grey channel.
extern "C" __global__ void __launch_bounds__(256) resize_whole_gray(
    const unsigned char* source, int source_pitch, int width, int height,
    unsigned char* target, int target_pitch, int factor_x, int factor_y, int outputs)
{
    sum_blocks<1>(source, source_pitch, width, height, target, target_pitch, factor_x, factor_y, outputs, scale_for(factor_x, factor_y));
}

// Rule: as resize_whole_bgr, for factors beyond its span and 1 or 3 channels. width is the target's.
// Shape: 256 threads, one a byte of the target; grid x over 256 bytes, y over rows.
// Bytes: the source once, the target once.
extern "C" __global__ void __launch_bounds__(256) resize_whole_large(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int factor_x, int factor_y, int channels)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x, y = blockIdx.y;
    if (i >= width * channels)
        return;
    unsigned sum = 0;
    for (int row = 0; row < factor_y; row++)
    {
        const unsigned char* pixel = source + (static_cast<long long>(y) * factor_y + row) * source_pitch
            + static_cast<long long>(i / channels) * factor_x * channels + i % channels;
        for (int column = 0; column < factor_x; column++)
            sum += load_readonly(pixel + column * channels);
    }

    target[static_cast<long long>(y) * target_pitch + i] = static_cast<unsigned char>(scale_for(factor_x, factor_y)(sum, 0));
}

// Rule: section 19, whole factors, float: pixels in groups of four along the block's rows, ((a + b) + c) + d into the sum, then the rest
// one by one; times fl(1 / pixels). Two by two, the first width & ~3 columns: (a + b) + (c + d).
// Shape: 256 threads, one a target pixel; grid x over 256 pixels, y over rows.
// Bytes: the source once, the target once.
extern "C" __global__ void __launch_bounds__(256) resize_whole_float(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int factor_x, int factor_y)
{
    int x = blockIdx.x * blockDim.x + threadIdx.x, y = blockIdx.y;
    if (x >= width)
        return;
    const unsigned char* corner = source + static_cast<long long>(y) * factor_y * source_pitch + static_cast<long long>(x) * factor_x * 4;
    float group[4] = {0.0f, 0.0f, 0.0f, 0.0f};
    float sum = 0.0f;
    int filled = 0;
    bool pairs = factor_x == 2 && factor_y == 2 && x < (width & ~3);
    for (int row = 0; row < factor_y; row++)
    {
        const float* pixel = reinterpret_cast<const float*>(corner + static_cast<long long>(row) * source_pitch);
        for (int column = 0; column < factor_x; column++)
        {
            group[0] = group[1];
            group[1] = group[2];
            group[2] = group[3];
            group[3] = load_readonly(pixel + column);
            if (++filled < 4)
                continue;
            float first = add_rn(group[0], group[1]);
            sum = pairs ? add_rn(first, add_rn(group[2], group[3])) : add_rn(sum, add_rn(add_rn(first, group[2]), group[3]));
            filled = 0;
        }
    }

    if (filled > 2)
        sum = add_rn(sum, group[1]);
    if (filled > 1)
        sum = add_rn(sum, group[2]);
    if (filled > 0)
        sum = add_rn(sum, group[3]);
    float scale = div_rn(1.0f, static_cast<float>(factor_x * factor_y));
    reinterpret_cast<float*>(target + static_cast<long long>(y) * target_pitch)[x] = mul_rn(sum, scale);
}
