// The largest response of a bank of kernels at each pixel.
#include "pixels.cuh"

// A bank laid out on one canvas: `rows` rows of `columns` taps (a multiple of 4), the anchor at (anchor_x, anchor_y). Two kernels make a
// pair (an odd one is paired with itself); row j of pair p has its taps at weights[((p * rows + j) * 2 + kernel) * columns], and those that
// are not 0 in either kernel lie in the groups of four taps from spans[p * rows + j].x up to, not including, .y.
struct FilterCanvas
{
    int pairs;
    int rows;
    int columns;
    int anchor_x;
    int anchor_y;
};

namespace
{
// A thread block's outputs; each thread makes Run of them side by side.
constexpr int OutputColumns = 128;
constexpr int OutputRows = 16;
constexpr int Run = 8;
// Taps in hand at a time: a band of the canvas.
constexpr int BandRows = 16;
constexpr int BandColumns = 64;
constexpr int TileRows = OutputRows + BandRows - 1;
constexpr int TileColumns = OutputColumns + BandColumns;

// Four words of padding every 32, so that threads eight pixels apart read from different banks.
__device__ constexpr int tile_column(int x)
{
    return x + 4 * (x >> 5);
}

struct FilterBand
{
    __align__(16) float pixel[TileRows][TileColumns + 4 * (TileColumns / 32)];
    __align__(16) float weight[BandRows][2][BandColumns];
    int2 span[BandRows];
};

template <typename Level>
__device__ inline void load_pixels(FilterBand& band, const unsigned char* source, int pitch, int width, int height, int left, int top)
{
    for (int i = threadIdx.x; i < TileRows * TileColumns; i += blockDim.x)
    {
        int row = i / TileColumns, column = i % TileColumns;
        const unsigned char* line = source + static_cast<long long>(mirror(top + row, height)) * pitch;
        band.pixel[row][tile_column(column)] = static_cast<float>(load_readonly(reinterpret_cast<const Level*>(line) + mirror(left + column, width)));
    }
}

// Rows and groups that the canvas does not have get empty spans.
__device__ inline void load_weights(
    FilterBand& band, const FilterCanvas& canvas, const float* weights, const int2* spans, int pair, int first_row, int first_column)
{
    int columns = min(BandColumns, canvas.columns - first_column);
    for (int i = threadIdx.x; i < BandRows * 2 * BandColumns; i += blockDim.x)
    {
        int column = i % BandColumns, kernel = i / BandColumns % 2, row = i / (2 * BandColumns);
        if (first_row + row < canvas.rows && column < columns)
        {
            long long line = (static_cast<long long>(pair) * canvas.rows + first_row + row) * 2 + kernel;
            band.weight[row][kernel][column] = weights[line * canvas.columns + first_column + column];
        }
    }

    if (threadIdx.x < BandRows)
    {
        int2 span = make_int2(0, 0);
        int row = first_row + threadIdx.x;
        if (row < canvas.rows)
        {
            span = spans[static_cast<long long>(pair) * canvas.rows + row];
            span = make_int2(max(span.x - first_column / 4, 0), min(span.y - first_column / 4, columns / 4));
        }

        band.span[threadIdx.x] = span;
    }
}

__device__ inline void add_taps(float (&sum)[Run], float4 weight, const float (&pixel)[Run + 4])
{
#pragma unroll
    for (int i = 0; i < Run; i++)
    {
        sum[i] = fma_rn(weight.x, pixel[i], sum[i]);
        sum[i] = fma_rn(weight.y, pixel[i + 1], sum[i]);
        sum[i] = fma_rn(weight.z, pixel[i + 2], sum[i]);
        sum[i] = fma_rn(weight.w, pixel[i + 3], sum[i]);
    }
}

__device__ inline void correlate(const FilterBand& band, int x, int y, float (&even)[Run], float (&odd)[Run])
{
    for (int row = 0; row < BandRows; row++)
    {
        int2 span = band.span[row];
        if (span.x >= span.y)
            continue;
        const float* line = band.pixel[y + row];
        float pixel[Run + 4];
#pragma unroll
        for (int i = 0; i < Run; i += 4)
        {
            float4 q = *reinterpret_cast<const float4*>(line + tile_column(x + 4 * span.x + i));
            pixel[i] = q.x;
            pixel[i + 1] = q.y;
            pixel[i + 2] = q.z;
            pixel[i + 3] = q.w;
        }

        for (int group = span.x; group < span.y; group++)
        {
            float4 q = *reinterpret_cast<const float4*>(line + tile_column(x + 4 * group + Run));
            pixel[Run] = q.x;
            pixel[Run + 1] = q.y;
            pixel[Run + 2] = q.z;
            pixel[Run + 3] = q.w;
            add_taps(even, *reinterpret_cast<const float4*>(&band.weight[row][0][4 * group]), pixel);
            add_taps(odd, *reinterpret_cast<const float4*>(&band.weight[row][1][4 * group]), pixel);
#pragma unroll
            for (int i = 0; i < Run; i++)
                pixel[i] = pixel[i + 4];
        }
    }
}

__device__ inline unsigned four_bytes(float a, float b, float c, float d)
{
    return static_cast<unsigned>(min(max(float_to_int_rn(a), 0), 255)) | static_cast<unsigned>(min(max(float_to_int_rn(b), 0), 255)) << 8
        | static_cast<unsigned>(min(max(float_to_int_rn(c), 0), 255)) << 16 | static_cast<unsigned>(min(max(float_to_int_rn(d), 0), 255)) << 24;
}

template <typename Level, typename Response>
__device__ inline void filter_maximum(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height,
    const FilterCanvas& canvas, const float* weights, const int2* spans)
{
    __shared__ FilterBand band;
    int x = Run * (threadIdx.x % (OutputColumns / Run)), y = threadIdx.x / (OutputColumns / Run);
    int left = blockIdx.x * OutputColumns, top = blockIdx.y * OutputRows;
    bool whole = canvas.rows <= BandRows && canvas.columns <= BandColumns;
    float best[Run];
#pragma unroll
    for (int i = 0; i < Run; i++)
        best[i] = -3.402823466e38f;
    for (int pair = 0; pair < canvas.pairs; pair++)
    {
        float even[Run], odd[Run];
#pragma unroll
        for (int i = 0; i < Run; i++)
        {
            even[i] = 0.0f;
            odd[i] = 0.0f;
        }

        for (int row = 0; row < canvas.rows; row += BandRows)
        {
            for (int column = 0; column < canvas.columns; column += BandColumns)
            {
                __syncthreads();
                if (!whole || pair == 0)
                    load_pixels<Level>(band, source, source_pitch, width, height, left + column - canvas.anchor_x, top + row - canvas.anchor_y);
                load_weights(band, canvas, weights, spans, pair, row, column);
                __syncthreads();
                correlate(band, x, y, even, odd);
            }
        }

#pragma unroll
        for (int i = 0; i < Run; i++)
            best[i] = max(best[i], max(even[i], odd[i]));
    }

    if (left + x >= width || top + y >= height)
        return;
    unsigned char* line = target + static_cast<long long>(top + y) * target_pitch;
    if (sizeof(Response) == 1)
    {
        *reinterpret_cast<uint2*>(line + left + x) =
            make_uint2(four_bytes(best[0], best[1], best[2], best[3]), four_bytes(best[4], best[5], best[6], best[7]));
    }
    else
    {
        float4* quads = reinterpret_cast<float4*>(line + 4 * (left + x));
        quads[0] = make_float4(best[0], best[1], best[2], best[3]);
        quads[1] = make_float4(best[4], best[5], best[6], best[7]);
    }
}
}

// Rule: section 9: correlation in float over mirrored coordinates, the maximum over the bank; then to nearest even and 0..255.
// Shape: 256 threads, eight pixels a thread; grid x over 128 pixels, y over 16 rows; 35 KiB shared.
// Bytes: the image twice; bound by its multiplications, one a pixel and tap that is not 0 for both kernels of a pair.
extern "C" __global__ void __launch_bounds__(256) filter_maximum_gray(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height,
    FilterCanvas canvas, const float* weights, const int2* spans)
{
    filter_maximum<unsigned char, unsigned char>(source, source_pitch, target, target_pitch, width, height, canvas, weights, spans);
}

// The same with float responses, neither rounded nor clamped.
extern "C" __global__ void __launch_bounds__(256) filter_maximum_gray_to_float(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height,
    FilterCanvas canvas, const float* weights, const int2* spans)
{
    filter_maximum<unsigned char, float>(source, source_pitch, target, target_pitch, width, height, canvas, weights, spans);
}

// The same from a float image to float responses.
extern "C" __global__ void __launch_bounds__(256) filter_maximum_float(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height,
    FilterCanvas canvas, const float* weights, const int2* spans)
{
    filter_maximum<float, float>(source, source_pitch, target, target_pitch, width, height, canvas, weights, spans);
}

// The same from a float image to 0..255.
extern "C" __global__ void __launch_bounds__(256) filter_maximum_float_to_gray(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height,
    FilterCanvas canvas, const float* weights, const int2* spans)
{
    filter_maximum<float, unsigned char>(source, source_pitch, target, target_pitch, width, height, canvas, weights, spans);
}
