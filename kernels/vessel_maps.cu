// From responses to maps: thresholds from means, components, and the photograph's size.
#include "forest.cuh"
#include "pixels.cuh"
#include "planes.cuh"

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

// Rule: H / (H + T) with T = level + slope * (D - offset), 0 where H is not positive and outside the region (Zhang 2010; section 18).
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
