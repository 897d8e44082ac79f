// From one image to another without looking at neighbours: planes, crops, masks; and the working image of the eye search.
#include "block_sums.cuh"

namespace
{
enum Plane
{
    PlaneBlue = 0,
    PlaneGreen = 1,
    PlaneRed = 2,
    PlaneValue = 3,
    PlaneGray = 4,
};

__device__ inline const unsigned char* row_of(const unsigned char* image, int pitch, int y)
{
    return image + static_cast<long long>(y) * pitch;
}

__device__ inline unsigned char* row_of(unsigned char* image, int pitch, int y)
{
    return image + static_cast<long long>(y) * pitch;
}

// Sixteen bytes of a row; 0 beyond its pitch.
__device__ inline uint4 load_sixteen(const unsigned char* row, int at, int pitch)
{
    return at + 16 <= pitch ? load_readonly(reinterpret_cast<const uint4*>(row + at)) : make_uint4(0, 0, 0, 0);
}

// The same for writing: what lies beyond the pitch is the next row's.
__device__ inline void store_sixteen(unsigned char* row, int at, int pitch, uint4 q)
{
    if (at + 16 <= pitch)
        *reinterpret_cast<uint4*>(row + at) = q;
}

// The third (0 to 2) of the words that hold four levels three times each.
__device__ inline unsigned tripled(unsigned levels, int third)
{
    return __byte_perm(levels, 0, third == 0 ? 0x1000 : third == 1 ? 0x2211 : 0x3332);
}

template <int Which>
__device__ inline unsigned plane_level(unsigned blue, unsigned green, unsigned red)
{
    return Which == PlaneBlue ? blue
        : Which == PlaneGreen ? green
        : Which == PlaneRed   ? red
        : Which == PlaneValue ? largest(blue, green, red)
                              : (3735u * blue + 19235u * green + 9798u * red + 16384u) >> 15;
}

// Four pixels in three words to four bytes in one.
template <int Which>
__device__ inline unsigned four_levels(unsigned a, unsigned b, unsigned c)
{
    return plane_level<Which>(byte_of(a, 0), byte_of(a, 1), byte_of(a, 2))
        | plane_level<Which>(byte_of(a, 3), byte_of(b, 0), byte_of(b, 1)) << 8
        | plane_level<Which>(byte_of(b, 2), byte_of(b, 3), byte_of(c, 0)) << 16
        | plane_level<Which>(byte_of(c, 1), byte_of(c, 2), byte_of(c, 3)) << 24;
}

template <int Which>
__device__ inline uint4 sixteen_levels(uint4 a, uint4 b, uint4 c)
{
    return make_uint4(
        four_levels<Which>(a.x, a.y, a.z), four_levels<Which>(a.w, b.x, b.y), four_levels<Which>(b.z, b.w, c.x), four_levels<Which>(c.y, c.z, c.w));
}

__device__ inline uint4 inverted(uint4 q, unsigned bits)
{
    return make_uint4(q.x ^ bits, q.y ^ bits, q.z ^ bits, q.w ^ bits);
}

// The bits of four bytes at `at` that lie in [from, to).
__device__ inline unsigned bytes_between(int at, int from, int to)
{
    int skip = min(max(from - at, 0), 4), keep = min(max(to - at, 0), 4);
    unsigned below = keep == 4 ? 0xffffffffu : (1u << (8 * keep)) - 1;
    unsigned above = skip == 4 ? 0u : 0xffffffffu << (8 * skip);
    return below & above;
}

// The word at `at` (a multiple of 4, perhaps outside) of a row; what lies outside the row's bytes is 0.
__device__ inline unsigned load_inside(const unsigned char* row, int at, int row_bytes)
{
    if (at < 0 || at >= row_bytes)
        return 0;
    return load_readonly(reinterpret_cast<const unsigned*>(row + at)) & bytes_between(at, 0, row_bytes);
}

struct RoundHalfUp
{
    __device__ unsigned operator()(unsigned sum, unsigned pixels) const
    {
        return (2 * sum + pixels) / (2 * pixels);
    }
};
}

// Rule: section 1 for grey; one channel, or max(B, G, R), otherwise (Plane); 255 - x where `invert` is all ones, x where it is 0.
// Shape: 32 x 8 threads, sixteen pixels a thread; grid x over 512 pixels, y over 8 rows.
// Bytes: the image once, and a third of it.
extern "C" __global__ void __launch_bounds__(256) bgr_to_plane(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height, int plane, unsigned invert)
{
    int group = blockIdx.x * blockDim.x + threadIdx.x, y = blockIdx.y * blockDim.y + threadIdx.y;
    if (16 * group >= width || y >= height)
        return;
    const unsigned char* row = row_of(source, source_pitch, y);
    uint4 a = load_sixteen(row, 48 * group, source_pitch);
    uint4 b = load_sixteen(row, 48 * group + 16, source_pitch);
    uint4 c = load_sixteen(row, 48 * group + 32, source_pitch);
    uint4 levels = plane == PlaneBlue ? sixteen_levels<PlaneBlue>(a, b, c)
        : plane == PlaneGreen         ? sixteen_levels<PlaneGreen>(a, b, c)
        : plane == PlaneRed           ? sixteen_levels<PlaneRed>(a, b, c)
        : plane == PlaneValue         ? sixteen_levels<PlaneValue>(a, b, c)
                                      : sixteen_levels<PlaneGray>(a, b, c);
    *reinterpret_cast<uint4*>(row_of(target, target_pitch, y) + 16 * group) = inverted(levels, invert);
}

// Rule: B = G = R = the grey level.
// Shape: 32 x 8 threads, sixteen pixels a thread; grid x over 512 pixels, y over 8 rows.
// Bytes: the grey image once, and three times that.
extern "C" __global__ void __launch_bounds__(256) gray_to_bgr(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height)
{
    int group = blockIdx.x * blockDim.x + threadIdx.x, y = blockIdx.y * blockDim.y + threadIdx.y;
    if (16 * group >= width || y >= height)
        return;
    uint4 q = load_readonly(reinterpret_cast<const uint4*>(row_of(source, source_pitch, y)) + group);
    unsigned char* line = row_of(target, target_pitch, y);
    store_sixteen(line, 48 * group, target_pitch, make_uint4(tripled(q.x, 0), tripled(q.x, 1), tripled(q.x, 2), tripled(q.y, 0)));
    store_sixteen(line, 48 * group + 16, target_pitch, make_uint4(tripled(q.y, 1), tripled(q.y, 2), tripled(q.z, 0), tripled(q.z, 1)));
    store_sixteen(line, 48 * group + 32, target_pitch, make_uint4(tripled(q.z, 2), tripled(q.w, 0), tripled(q.w, 1), tripled(q.w, 2)));
}

// Rule: 255 - x, grey.
// Shape: 32 x 8 threads, sixteen pixels a thread; grid x over 512 pixels, y over 8 rows.
// Bytes: the image twice.
extern "C" __global__ void __launch_bounds__(256) invert_gray(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height)
{
    int group = blockIdx.x * blockDim.x + threadIdx.x, y = blockIdx.y * blockDim.y + threadIdx.y;
    if (16 * group >= width || y >= height)
        return;
    uint4 q = load_readonly(reinterpret_cast<const uint4*>(row_of(source, source_pitch, y)) + group);
    reinterpret_cast<uint4*>(row_of(target, target_pitch, y))[group] = inverted(q, 0xffffffffu);
}

// Rule: target(x, y) = source(x + left, y + top), 0 outside the source; pixels of any size in bytes.
// Shape: 32 x 8 threads, four words a thread; grid x over 512 bytes of the target's rows, y over 8 rows.
// Bytes: the rectangle twice.
extern "C" __global__ void __launch_bounds__(256) crop(
    const unsigned char* source, int source_pitch, int source_width, int source_height,
    unsigned char* target, int target_pitch, int width, int height, int left, int top, int bytes_per_pixel)
{
    int y = blockIdx.y * blockDim.y + threadIdx.y;
    if (y >= height)
        return;
    int row_bytes = width * bytes_per_pixel, source_bytes = source_width * bytes_per_pixel;
    bool inside = top + y >= 0 && top + y < source_height;
    const unsigned char* row = inside ? row_of(source, source_pitch, top + y) : source;
    unsigned char* line = row_of(target, target_pitch, y);
#pragma unroll
    for (int k = 0; k < 4; k++)
    {
        int at = 4 * ((blockIdx.x * 4 + k) * blockDim.x + threadIdx.x);
        if (at >= row_bytes)
            continue;
        unsigned value = 0;
        if (inside)
        {
            int from = at + left * bytes_per_pixel;
            int aligned = from & ~3;
            unsigned low = load_inside(row, aligned, source_bytes);
            unsigned high = load_inside(row, aligned + 4, source_bytes);
            value = __byte_perm(low, high, 0x3210 + 0x1111 * (from & 3));
        }

        *reinterpret_cast<unsigned*>(line + at) = value;
    }
}

// Rule: the pixels of columns first[y] to last[y] stay, all others become 0; pixels of any size in bytes.
// Shape: 32 x 8 threads, sixteen bytes a thread; grid x over 512 bytes, y over 8 rows.
// Bytes: the masked pixels once, the image once.
extern "C" __global__ void __launch_bounds__(256) apply_mask(
    const unsigned char* source, int source_pitch, unsigned char* target, int target_pitch, int width, int height,
    const int* first, const int* last, int bytes_per_pixel)
{
    int at = 16 * (blockIdx.x * blockDim.x + threadIdx.x), y = blockIdx.y * blockDim.y + threadIdx.y;
    if (at >= width * bytes_per_pixel || y >= height)
        return;
    int left = first[y], right = last[y];
    bool empty = left > right;
    int from = empty ? 0 : left * bytes_per_pixel, to = empty ? 0 : (right + 1) * bytes_per_pixel;
    uint4 q = make_uint4(0, 0, 0, 0);
    if (at < to && at + 16 > from)
    {
        q = load_readonly(reinterpret_cast<const uint4*>(row_of(source, source_pitch, y) + at));
        if (at < from || at + 16 > to)
        {
            q = make_uint4(
                q.x & bytes_between(at, from, to), q.y & bytes_between(at + 4, from, to),
                q.z & bytes_between(at + 8, from, to), q.w & bytes_between(at + 12, from, to));
        }
    }

    *reinterpret_cast<uint4*>(row_of(target, target_pitch, y) + at) = q;
}

// Rule: section 20: blocks of factor x factor pixels averaged, floor((2 sum + n) / 2n); smaller blocks at the right and the bottom.
// Shape: 256 threads; grid x over `outputs` small pixels (see sum_blocks), y over small rows; 8 KiB shared.
// Bytes: the image once.
extern "C" __global__ void __launch_bounds__(256) block_average_bgr(
    const unsigned char* source, int source_pitch, int width, int height, unsigned char* target, int target_pitch, int factor, int outputs)
{
    sum_blocks<3>(source, source_pitch, width, height, target, target_pitch, factor, factor, outputs, RoundHalfUp());
}

// The same for one grey channel.
extern "C" __global__ void __launch_bounds__(256) block_average_gray(
    const unsigned char* source, int source_pitch, int width, int height, unsigned char* target, int target_pitch, int factor, int outputs)
{
    sum_blocks<1>(source, source_pitch, width, height, target, target_pitch, factor, factor, outputs, RoundHalfUp());
}

// Rule: as block_average_bgr, for blocks of any size and 1 or 3 channels.
// Shape: 256 threads a small pixel; grid x and y over small pixels.
// Bytes: the image once.
extern "C" __global__ void __launch_bounds__(256) block_average_large(
    const unsigned char* source, int source_pitch, int width, int height, unsigned char* target, int target_pitch, int factor, int channels)
{
    __shared__ unsigned long long sums[3];
    if (threadIdx.x < 3)
        sums[threadIdx.x] = 0;
    __syncthreads();
    int x = blockIdx.x * factor, y = blockIdx.y * factor;
    int across = min(factor, width - x), rows = min(factor, height - y);
    unsigned sum[3] = {0, 0, 0};
    for (int row = 0; row < rows; row++)
    {
        const unsigned char* line = row_of(source, source_pitch, y + row) + static_cast<long long>(x) * channels;
        for (int column = threadIdx.x; column < across; column += blockDim.x)
        {
            sum[0] += line[column * channels];
            if (channels == 3)
            {
                sum[1] += line[column * channels + 1];
                sum[2] += line[column * channels + 2];
            }
        }
    }

#pragma unroll
    for (int c = 0; c < 3; c++)
        atomicAdd(&sums[c], static_cast<unsigned long long>(sum[c]));
    __syncthreads();
    unsigned long long pixels = static_cast<unsigned long long>(across) * rows;
    if (threadIdx.x < static_cast<unsigned>(channels))
    {
        row_of(target, target_pitch, blockIdx.y)[blockIdx.x * channels + threadIdx.x] =
            static_cast<unsigned char>((2 * sums[threadIdx.x] + pixels) / (2 * pixels));
    }
}
