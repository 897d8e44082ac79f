// BGR to HSV and back, 8 bits, hue 0 to 179, as OpenCV computes them (specification, sections 2 and 4).
#pragma once
#include "dialect.cuh"

// 256 entries rne(1044480 / v) for the saturation, then 256 entries rne(122880 / d) for the hue; made by the host.
struct HsvDivision
{
    const int* saturation;
    const int* hue;
};

// How the installed OpenCV rounds when it goes back to BGR: columns before `truncated` are truncated, the rest rounded half to even;
// with or without a fused multiply-add. The host has probed it.
struct HsvRounding
{
    int truncated;
    int fused;
};

struct HueSaturation
{
    int hue;
    int saturation;
};

__device__ inline HueSaturation hue_saturation(int blue, int green, int red, HsvDivision division)
{
    int value = max(max(blue, green), red);
    int range = value - min(min(blue, green), red);
    int sector = value == red ? green - blue : value == green ? blue - red + 2 * range : red - green + 4 * range;
    int hue = (sector * division.hue[range] + 2048) >> 12;
    HueSaturation result;
    result.hue = hue < 0 ? hue + 180 : hue;
    result.saturation = (range * division.saturation[value] + 2048) >> 12;
    return result;
}

__device__ inline unsigned hsv_level(float scaled, bool truncate)
{
    int level = truncate ? float_to_int_rz(scaled) : float_to_int_rn(scaled);
    return static_cast<unsigned>(min(max(level, 0), 255));
}

// Blue, green and red in the three low bytes.
__device__ inline unsigned hsv_to_bgr(HueSaturation color, unsigned value, bool truncate, bool fused)
{
    float position = mul_rn(static_cast<float>(color.hue), 6.0f / 180.0f);
    int sector = float_to_int_rz(position);
    float within = sub_rn(position, static_cast<float>(sector));
    float saturation = mul_rn(static_cast<float>(color.saturation), 1.0f / 255.0f);
    float brightness = mul_rn(static_cast<float>(value), 1.0f / 255.0f);
    // The falling side of odd sectors and the rising side of even ones.
    float slope = (sector & 1) ? within : sub_rn(1.0f, within);
    float share = fused ? fma_rn(-saturation, slope, 1.0f) : sub_rn(1.0f, mul_rn(saturation, slope));
    unsigned low = hsv_level(mul_rn(mul_rn(brightness, sub_rn(1.0f, saturation)), 255.0f), truncate);
    unsigned middle = hsv_level(mul_rn(mul_rn(brightness, share), 255.0f), truncate);
    // The largest channel is the value itself: (V / 255) * 255 gives V back in either rounding.
    switch (sector)
    {
        case 0: return low | middle << 8 | value << 16;
        case 1: return low | value << 8 | middle << 16;
        case 2: return middle | value << 8 | low << 16;
        case 3: return value | middle << 8 | low << 16;
        case 4: return value | low << 8 | middle << 16;
        default: return middle | low << 8 | value << 16;
    }
}
