// Half the size, and the blur: separable kernels of small whole numbers, columns first, in registers, then along the row. Sums are exact,
// so the order of the two does not matter.
#include "block_sums.cuh"

namespace
{
// Words of the source's row that one thread block takes in hand, one a thread; and rows of the target.
constexpr int SpanWords = 256;
constexpr int Rows = 8;

// Taps from the outside to the centre and out again.
template <int Taps>
struct SymmetricTaps
{
    unsigned tap[Taps / 2 + 1];

    __device__ unsigned operator[](int i) const { return tap[i <= Taps / 2 ? i : Taps - 1 - i]; }
};

// How many bytes of a target row a thread block makes: as many as the span feeds, in whole pixels.
template <int Channels, int Step, int Taps>
constexpr int output_bytes()
{
    // The first output's window starts up to 3 bytes into the span, which starts at a whole word.
    return ((4 * SpanWords - 3) / Channels - (Taps - Step)) / Step * Channels;
}

// target(x, y) = sum of tap[i] tap[j] source(Step x + i - Taps / 2, Step y + j - Taps / 2) over mirrored coordinates, then
// (sum + 2^(Shift - 1)) >> Shift. The taps' sum is at most 256.
template <int Channels, int Step, int Taps, int Shift>
__device__ inline void filter_rows_and_columns(
    const unsigned char* source, int source_pitch, int source_width, int source_height,
    unsigned char* target, int target_pitch, int width, int height, const SymmetricTaps<Taps>& taps)
{
    constexpr int OutputBytes = output_bytes<Channels, Step, Taps>();
    constexpr int SourceRows = Step * (Rows - 1) + Taps;
    __shared__ uint2 sums[Rows][SpanWords];
    int from = blockIdx.x * (OutputBytes / Channels), top = blockIdx.y * Rows;
    int start = max(0, (from * Step - Taps / 2) * Channels) & ~3;
    int at = start + 4 * threadIdx.x;
    if (at < source_width * Channels)
    {
        unsigned even[SourceRows], odd[SourceRows];
#pragma unroll
        for (int row = 0; row < SourceRows; row++)
        {
            int y = mirror(top * Step + row - Taps / 2, source_height);
            unsigned word = load_readonly(reinterpret_cast<const unsigned*>(source + static_cast<long long>(y) * source_pitch + at));
            even[row] = even_bytes(word);
            odd[row] = odd_bytes(word);
        }

#pragma unroll
        for (int row = 0; row < Rows; row++)
        {
            unsigned even_sum = 0, odd_sum = 0;
#pragma unroll
            for (int i = 0; i < Taps; i++)
            {
                even_sum += taps[i] * even[row * Step + i];
                odd_sum += taps[i] * odd[row * Step + i];
            }

            sums[row][threadIdx.x] = in_order(even_sum, odd_sum);
        }
    }

    __syncthreads();
    int count = min(OutputBytes, (width - from) * Channels), rows = min(Rows, height - top);
    for (int i = threadIdx.x; i < count; i += blockDim.x)
    {
        int x = (from + i / Channels) * Step - Taps / 2, channel = i % Channels - start;
        int column[Taps];
#pragma unroll
        for (int k = 0; k < Taps; k++)
            column[k] = mirror(x + k, source_width) * Channels + channel;
        unsigned char* line = target + static_cast<long long>(top) * target_pitch + from * Channels + i;
        for (int row = 0; row < rows; row++)
        {
            unsigned sum = 1u << (Shift - 1);
#pragma unroll
            for (int k = 0; k < Taps; k++)
                sum += taps[k] * sum_at(sums[row], column[k]);
            line[static_cast<long long>(row) * target_pitch] = static_cast<unsigned char>(sum >> Shift);
        }
    }
}

template <int Channels>
__device__ inline void halve(
    const unsigned char* source, int source_pitch, int source_width, int source_height,
    unsigned char* target, int target_pitch, int width, int height)
{
    const SymmetricTaps<5> taps = {{1, 4, 6}};
    filter_rows_and_columns<Channels, 2, 5, 8>(source, source_pitch, source_width, source_height, target, target_pitch, width, height, taps);
}

template <int Channels>
__device__ inline void blur(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height,
    unsigned outer, unsigned second, unsigned third, unsigned centre)
{
    const SymmetricTaps<7> taps = {{outer, second, third, centre}};
    filter_rows_and_columns<Channels, 1, 7, 16>(source, source_pitch, width, height, target, target_pitch, width, height, taps);
}
}

// Rule: section 5. width and height are the target's, (source + 1) / 2.
// Shape: 256 threads, one a word of the source's rows; grid x over 168 target pixels, y over 8 target rows; 16 KiB shared.
// Bytes: the source once (3/16 of it twice), the target once.
extern "C" __global__ void __launch_bounds__(256) pyr_down_bgr(
    const unsigned char* source, int source_pitch, int source_width, int source_height,
    unsigned char* target, int target_pitch, int width, int height)
{
    halve<3>(source, source_pitch, source_width, source_height, target, target_pitch, width, height);
}

// The same for one grey channel; grid x over 509 target pixels.
extern "C" __global__ void __launch_bounds__(256) pyr_down_gray(
    const unsigned char* source, int source_pitch, int source_width, int source_height,
    unsigned char* target, int target_pitch, int width, int height)
{
    halve<1>(source, source_pitch, source_width, source_height, target, target_pitch, width, height);
}

// Rule: section 6, the fixed-point kernel's taps from the outside to the centre; their sum is 256.
// Shape: 256 threads, one a word of the source's rows; grid x over 334 pixels, y over 8 rows; 16 KiB shared.
// Bytes: the image twice, and 3/4 of it once more from the cache.
extern "C" __global__ void __launch_bounds__(256) gaussian_blur_7_bgr(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height,
    unsigned outer, unsigned second, unsigned third, unsigned centre)
{
    blur<3>(source, source_pitch, target, target_pitch, width, height, outer, second, third, centre);
}

// The same for one grey channel; grid x over 1015 pixels.
extern "C" __global__ void __launch_bounds__(256) gaussian_blur_7_gray(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height,
    unsigned outer, unsigned second, unsigned third, unsigned centre)
{
    blur<1>(source, source_pitch, target, target_pitch, width, height, outer, second, third, centre);
}
