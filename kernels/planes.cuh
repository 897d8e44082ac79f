// What kernels share that work on the planes of a vessel search: rows, a thread's pixel, bilinear interpolation.
#pragma once
#include "dialect.cuh"

// Where a target pixel of a bilinear resize lies along one side: between two source pixels, of which the second has the weight.
struct LinearSpan
{
    int first;
    int second;
    float weight;
};

namespace
{
template <typename T>
__device__ inline const T* row_of(const unsigned char* plane, int pitch, int y)
{
    return reinterpret_cast<const T*>(plane + static_cast<long long>(y) * pitch);
}

template <typename T>
__device__ inline T* row_of(unsigned char* plane, int pitch, int y)
{
    return reinterpret_cast<T*>(plane + static_cast<long long>(y) * pitch);
}

__device__ inline int pixel_x()
{
    return blockIdx.x * blockDim.x + threadIdx.x;
}

__device__ inline int pixel_y()
{
    return blockIdx.y * blockDim.y + threadIdx.y;
}

// Bilinear interpolation in a plane of floats: between two rows, then between two columns.
__device__ inline float interpolate(const unsigned char* plane, int pitch, LinearSpan column, LinearSpan row)
{
    const float* above = row_of<float>(plane, pitch, row.first);
    const float* below = row_of<float>(plane, pitch, row.second);
    float near = sub_rn(1.0f, row.weight);
    float left = add_rn(mul_rn(load_readonly(above + column.first), near), mul_rn(load_readonly(below + column.first), row.weight));
    float right = add_rn(mul_rn(load_readonly(above + column.second), near), mul_rn(load_readonly(below + column.second), row.weight));
    return add_rn(mul_rn(left, sub_rn(1.0f, column.weight)), mul_rn(right, column.weight));
}
}
