// What answers on the plane, joined along lines; and the arithmetic of whole planes around it.
#include "planes.cuh"

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
