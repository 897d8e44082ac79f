// Files to planes, by libjpeg.
#pragma once
#include <cstddef>

namespace softnvjpeg
{
constexpr int MostPlanes = 4;

struct Image
{
    unsigned char* channel[MostPlanes];
    std::size_t pitch[MostPlanes];
};

struct Header
{
    int components;
    int sampling;
    bool progressive;
    int widths[MostPlanes];
    int heights[MostPlanes];
};

// Both answer nvJPEG's status codes.
int read_header(const unsigned char* data, std::size_t length, Header& header);
int decode(const unsigned char* data, std::size_t length, const Image& target);
}
