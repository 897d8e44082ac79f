#include "jpeg_planes.hpp"

#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include <dlfcn.h>
#include <jpeglib.h>

using namespace softnvjpeg;

namespace
{
constexpr int Success = 0, BadJpeg = 3, NotSupported = 4;
constexpr int Unknown = -1;
const char FaultMark[] = "softnvjpeg:";

// libjpeg, bound to itself: the process may hold another one with the same names, OpenCV's, and neither may call into the other.
struct Library
{
    void* handle = dlopen(SOFTNVJPEG_LIBJPEG, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);

    template <typename Function>
    Function* find(const char* name)
    {
        void* found = handle ? dlsym(handle, name) : nullptr;
        if (!found)
        {
            std::fprintf(stderr, "softnvjpeg: %s lacks %s\n", SOFTNVJPEG_LIBJPEG, name);
            std::abort();
        }

        return reinterpret_cast<Function*>(found);
    }
};

Library library;
const auto std_error = library.find<decltype(::jpeg_std_error)>("jpeg_std_error");
const auto create_decompress = library.find<decltype(::jpeg_CreateDecompress)>("jpeg_CreateDecompress");
const auto destroy_decompress = library.find<decltype(::jpeg_destroy_decompress)>("jpeg_destroy_decompress");
const auto save_markers = library.find<decltype(::jpeg_save_markers)>("jpeg_save_markers");
const auto mem_src = library.find<decltype(::jpeg_mem_src)>("jpeg_mem_src");
const auto read_jpeg_header = library.find<decltype(::jpeg_read_header)>("jpeg_read_header");
const auto start_decompress = library.find<decltype(::jpeg_start_decompress)>("jpeg_start_decompress");
const auto read_raw_data = library.find<decltype(::jpeg_read_raw_data)>("jpeg_read_raw_data");
const auto finish_decompress = library.find<decltype(::jpeg_finish_decompress)>("jpeg_finish_decompress");

struct Errors : jpeg_error_mgr
{
    std::jmp_buf escape;
};

void escape(j_common_ptr info) { std::longjmp(static_cast<Errors*>(info->err)->escape, 1); }

int sampling_of(const jpeg_decompress_struct& info)
{
    if (info.num_components == 1)
        return 6;
    const auto* c = info.comp_info;
    if (info.num_components != 3 || c[1].h_samp_factor != 1 || c[1].v_samp_factor != 1 || c[2].h_samp_factor != 1 || c[2].v_samp_factor != 1)
        return Unknown;
    int h = c[0].h_samp_factor, v = c[0].v_samp_factor;
    return h == 1 && v == 1 ? 0 : h == 2 && v == 1 ? 1 : h == 2 && v == 2 ? 2 : h == 1 && v == 2 ? 3 : Unknown;
}

int injected_fault(const jpeg_decompress_struct& info)
{
    for (auto* marker = info.marker_list; marker; marker = marker->next)
    {
        std::size_t mark = sizeof FaultMark - 1;
        if (marker->data_length > mark && std::memcmp(marker->data, FaultMark, mark) == 0)
            return std::atoi(std::string(marker->data + mark, marker->data + marker->data_length).c_str());
    }

    return 0;
}

int ceiling(int size, int part, int whole) { return (size * part + whole - 1) / whole; }

void copy_planes(jpeg_decompress_struct& info, const Image& target, std::vector<std::vector<unsigned char>>& bands)
{
    JSAMPROW rows[MostPlanes][4 * DCTSIZE];
    JSAMPARRAY planes[MostPlanes];
    int lines = info.max_v_samp_factor * DCTSIZE;
    for (int c = 0; c < info.num_components; c++)
    {
        const auto& component = info.comp_info[c];
        std::size_t width = component.width_in_blocks * DCTSIZE + static_cast<std::size_t>(4 * DCTSIZE);
        int band = component.v_samp_factor * DCTSIZE;
        bands[c].resize(width * band);
        for (int row = 0; row < band; row++)
            rows[c][row] = bands[c].data() + row * width;
        planes[c] = rows[c];
    }

    for (int top = 0; info.output_scanline < info.output_height; top++)
    {
        read_raw_data(&info, planes, lines);
        for (int c = 0; c < info.num_components; c++)
        {
            const auto& component = info.comp_info[c];
            int width = ceiling(info.image_width, component.h_samp_factor, info.max_h_samp_factor);
            int height = ceiling(info.image_height, component.v_samp_factor, info.max_v_samp_factor);
            int band = component.v_samp_factor * DCTSIZE;
            for (int row = 0; row < band && top * band + row < height; row++)
                std::memcpy(target.channel[c] + (top * band + row) * target.pitch[c], rows[c][row], width);
        }
    }
}

// Opens a file, does something with it, and closes it, whatever libjpeg says on the way.
template <typename Work>
int open(const unsigned char* data, std::size_t length, Work work)
{
    jpeg_decompress_struct info{};
    Errors errors{};
    std::vector<std::vector<unsigned char>> bands(MostPlanes);
    info.err = std_error(&errors);
    errors.error_exit = escape;
    errors.output_message = [](j_common_ptr) {};
    if (setjmp(errors.escape))
    {
        destroy_decompress(&info);
        return BadJpeg;
    }

    create_decompress(&info, JPEG_LIB_VERSION, sizeof info);
    save_markers(&info, JPEG_COM, 0xffff);
    mem_src(&info, data, length);
    read_jpeg_header(&info, TRUE);
    int status = work(info, bands);
    bool damaged = info.err->num_warnings > 0;
    destroy_decompress(&info);
    return status == Success && damaged ? BadJpeg : status;
}
}

namespace softnvjpeg
{
int read_header(const unsigned char* data, std::size_t length, Header& header)
{
    return open(data, length, [&](jpeg_decompress_struct& info, auto&) {
        header = {};
        header.components = info.num_components;
        header.sampling = sampling_of(info);
        header.progressive = info.progressive_mode;
        int across = 1, down = 1;
        for (int c = 0; c < std::min(info.num_components, MostPlanes); c++)
        {
            across = std::max(across, info.comp_info[c].h_samp_factor);
            down = std::max(down, info.comp_info[c].v_samp_factor);
        }

        for (int c = 0; c < std::min(info.num_components, MostPlanes); c++)
        {
            header.widths[c] = ceiling(info.image_width, info.comp_info[c].h_samp_factor, across);
            header.heights[c] = ceiling(info.image_height, info.comp_info[c].v_samp_factor, down);
        }

        return Success;
    });
}

int decode(const unsigned char* data, std::size_t length, const Image& target)
{
    return open(data, length, [&](jpeg_decompress_struct& info, auto& bands) {
        if (int fault = injected_fault(info))
            return fault;
        if (sampling_of(info) == Unknown)
            return NotSupported;
        info.raw_data_out = TRUE;
        info.do_fancy_upsampling = FALSE;
        info.dct_method = JDCT_ISLOW;
        info.out_color_space = info.jpeg_color_space;
        start_decompress(&info);
        copy_planes(info, target, bands);
        finish_decompress(&info);
        return Success;
    });
}
}
