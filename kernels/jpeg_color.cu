// Decoded JPEG planes to pixels: chroma between its samples, YCbCr to BGR, and the photograph turned upright.
#include "pixels.cuh"

namespace
{
constexpr int Tile = 32;

// How chroma lies under the luma plane of that size: halved in the directions whose shift is 1.
struct Sampling
{
    int width;
    int height;
    int shift_x;
    int shift_y;
};

// The position in the planes of a pixel of the upright image.
__device__ inline int2 unturned(int x, int y, int width, int height, int orientation)
{
    bool transposed = orientation >= 5;
    int across = transposed ? y : x, down = transposed ? x : y;
    bool mirrored_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    bool mirrored_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    return make_int2(mirrored_x ? width - 1 - across : across, mirrored_y ? height - 1 - down : down);
}

// One chroma sample at a pixel: 3/4 of the near one and 1/4 of the far one in each halved direction. Planes of at most two columns are
// not interpolated.
__device__ inline int chroma_at(const unsigned char* plane, int pitch, const Sampling& image, int x, int y)
{
    int columns = (image.width + image.shift_x) >> image.shift_x, rows = (image.height + image.shift_y) >> image.shift_y;
    int near_x = x >> image.shift_x, near_y = y >> image.shift_y;
    const unsigned char* near_row = plane + static_cast<long long>(near_y) * pitch;
    bool narrow = image.shift_x == 1 && columns <= 2;
    if (narrow || (image.shift_x == 0 && image.shift_y == 0))
        return near_row[near_x];
    int far_x = min(max(near_x + ((x & 1) ? 1 : -1), 0), columns - 1);
    int far_y = min(max(near_y + ((y & 1) ? 1 : -1), 0), rows - 1);
    const unsigned char* far_row = plane + static_cast<long long>(far_y) * pitch;
    if (image.shift_x == 0)
        return (3 * near_row[x] + far_row[x] + ((y & 1) ? 2 : 1)) >> 2;
    if (image.shift_y == 0)
        return far_x == near_x ? near_row[near_x] : (3 * near_row[near_x] + near_row[far_x] + ((x & 1) ? 2 : 1)) >> 2;
    int near_sum = 3 * near_row[near_x] + far_row[near_x], far_sum = 3 * near_row[far_x] + far_row[far_x];
    return (3 * near_sum + far_sum + ((x & 1) ? 7 : 8)) >> 4;
}

__device__ inline unsigned char clamped(int value)
{
    return static_cast<unsigned char>(min(max(value, 0), 255));
}
}

// Rule: section 13, libjpeg-turbo's fancy upsampling and its integers; grey where cb is null. orientation is EXIF's 1 to 8. The planes'
// size is plane_width x plane_height; width and height are the target's.
// Shape: 32 x 8 threads a tile of 32 x 32 target pixels; grid over tiles; 3 KiB shared.
// Bytes: the planes once, the target once.
extern "C" __global__ void __launch_bounds__(256) jpeg_to_bgr(
    const unsigned char* luma, int luma_pitch, const unsigned char* cb, int cb_pitch, const unsigned char* cr, int cr_pitch,
    int plane_width, int plane_height, int shift_x, int shift_y, int orientation,
    unsigned char* target, int target_pitch, int width, int height)
{
    const Sampling sampling = {plane_width, plane_height, shift_x, shift_y};
    // Four bytes more a row than pixels need: rows start at different banks.
    __align__(4) __shared__ unsigned char tile[Tile][3 * Tile + 4];
    int left = blockIdx.x * Tile, top = blockIdx.y * Tile;
    bool transposed = orientation >= 5;
    for (int line = threadIdx.y; line < Tile; line += blockDim.y)
    {
        // A warp walks along the planes' rows, which are the target's columns where it is transposed.
        int column = transposed ? line : threadIdx.x, row = transposed ? threadIdx.x : line;
        int x = left + column, y = top + row;
        if (x >= width || y >= height)
            continue;
        int2 from = unturned(x, y, plane_width, plane_height, orientation);
        int level = luma[static_cast<long long>(from.y) * luma_pitch + from.x];
        int blue = level, green = level, red = level;
        if (cb)
        {
            int u = chroma_at(cb, cb_pitch, sampling, from.x, from.y) - 128;
            int v = chroma_at(cr, cr_pitch, sampling, from.x, from.y) - 128;
            red = level + ((91881 * v + 32768) >> 16);
            blue = level + ((116130 * u + 32768) >> 16);
            green = level + ((-22554 * u - 46802 * v + 32768) >> 16);
        }

        unsigned char* pixel = &tile[row][3 * column];
        pixel[0] = clamped(blue);
        pixel[1] = clamped(green);
        pixel[2] = clamped(red);
    }

    __syncthreads();
    int words = (3 * min(Tile, width - left) + 3) / 4;
    for (int row = threadIdx.y; row < Tile && top + row < height; row += blockDim.y)
    {
        unsigned* line = reinterpret_cast<unsigned*>(target + static_cast<long long>(top + row) * target_pitch + 3 * left);
        if (threadIdx.x < static_cast<unsigned>(words))
            line[threadIdx.x] = reinterpret_cast<const unsigned*>(tile[row])[threadIdx.x];
    }
}

// Rule: the grey plane of a JPEG, turned upright; orientation is EXIF's 1 to 8. width and height are the target's.
// Shape: 32 x 8 threads a tile of 32 x 32 target pixels; grid over tiles; 1 KiB shared.
// Bytes: the plane twice.
extern "C" __global__ void __launch_bounds__(256) jpeg_to_gray(
    const unsigned char* luma, int luma_pitch, int orientation, unsigned char* target, int target_pitch, int width, int height)
{
    __shared__ unsigned char tile[Tile][Tile + 4];
    int left = blockIdx.x * Tile, top = blockIdx.y * Tile;
    bool transposed = orientation >= 5;
    for (int line = threadIdx.y; line < Tile; line += blockDim.y)
    {
        int column = transposed ? line : threadIdx.x, row = transposed ? threadIdx.x : line;
        int x = left + column, y = top + row;
        if (x >= width || y >= height)
            continue;
        int2 from = unturned(x, y, transposed ? height : width, transposed ? width : height, orientation);
        tile[row][column] = luma[static_cast<long long>(from.y) * luma_pitch + from.x];
    }

    __syncthreads();
    for (int row = threadIdx.y; row < Tile && top + row < height; row += blockDim.y)
    {
        if (left + static_cast<int>(threadIdx.x) < width)
            target[static_cast<long long>(top + row) * target_pitch + left + threadIdx.x] = tile[row][threadIdx.x];
    }
}
