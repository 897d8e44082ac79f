// Pixels as machine words: four BGR pixels are three words, four grey ones a single word. Rows start at multiples of 64 bytes.
#pragma once
#include "dialect.cuh"

struct FourPixels
{
    unsigned word[3];
};

__device__ inline unsigned byte_of(unsigned word, int index)
{
    return (word >> (8 * index)) & 255u;
}

__device__ inline FourPixels load_four(const unsigned char* row, int group)
{
    const unsigned* words = reinterpret_cast<const unsigned*>(row) + 3 * group;
    FourPixels pixels;
    pixels.word[0] = words[0];
    pixels.word[1] = words[1];
    pixels.word[2] = words[2];
    return pixels;
}

__device__ inline void store_four(unsigned char* row, int group, FourPixels pixels)
{
    unsigned* words = reinterpret_cast<unsigned*>(row) + 3 * group;
    words[0] = pixels.word[0];
    words[1] = pixels.word[1];
    words[2] = pixels.word[2];
}

// Channel 0 to 2 (blue, green, red) of pixel 0 to 3; both known at compile time once loops are unrolled.
__device__ inline unsigned channel_of(const FourPixels& pixels, int pixel, int channel)
{
    int at = 3 * pixel + channel;
    return byte_of(pixels.word[at >> 2], at & 3);
}

__device__ inline void add_channel(FourPixels& pixels, int pixel, int channel, unsigned value)
{
    int at = 3 * pixel + channel;
    pixels.word[at >> 2] |= value << (8 * (at & 3));
}

// Mirrors a coordinate without repeating the edge (REFLECT_101), as often as it takes; a side of one pixel is all there is.
__device__ inline int mirror(int position, int size)
{
    if (size == 1)
        return 0;
    while (position < 0 || position >= size)
        position = position < 0 ? -position : 2 * (size - 1) - position;
    return position;
}

struct RowRange
{
    int first;
    int end;
};

// The rows of this block where a grid's y shares the image out in bands.
__device__ inline RowRange rows_of_block(int height)
{
    int rows = (height + gridDim.y - 1) / gridDim.y;
    RowRange range;
    range.first = blockIdx.y * rows;
    range.end = min(range.first + rows, height);
    return range;
}

__device__ inline unsigned largest(unsigned a, unsigned b, unsigned c)
{
    unsigned larger = a > b ? a : b;
    return larger > c ? larger : c;
}
