using OpenCvSharp;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.OpenCv;

/// <summary>Pixels in host memory: a continuous OpenCV matrix, never a part of another one.</summary>
internal sealed class CpuBuffer : ImageBuffer
{
    /// <summary>Takes over the matrix.</summary>
    public CpuBuffer(RetinaDevice device, Mat mat)
        : base(device, mat.Width, mat.Height, FormatOf(mat.Type()))
    {
        Mat = mat;
        device.HostMemory?.Take(ByteCount);
    }

    public Mat Mat { get; }

    public unsafe Span<byte> Pixels => new(Mat.DataPointer, checked((int)ByteCount));

    public static CpuBuffer Allocate(RetinaDevice device, int width, int height, PixelFormat format) =>
        new(device, new Mat(height, width, TypeOf(format)));

    public static MatType TypeOf(PixelFormat format) => format switch
    {
        PixelFormat.Gray8 => MatType.CV_8UC1,
        PixelFormat.Bgr24 => MatType.CV_8UC3,
        PixelFormat.Gray32Float => MatType.CV_32FC1,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    protected override void FreeMemory(bool disposing)
    {
        // The finalizer also gets here where the constructor refused the matrix.
        if (Mat is null)
            return;

        // Also on the finalizer's thread: the matrix's handle is finalized later, and what is counted must have been freed.
        Mat.Dispose();
        Device.HostMemory?.GiveBack(ByteCount);
    }

    private static PixelFormat FormatOf(MatType type) =>
        type == MatType.CV_8UC1 ? PixelFormat.Gray8
        : type == MatType.CV_8UC3 ? PixelFormat.Bgr24
        : type == MatType.CV_32FC1 ? PixelFormat.Gray32Float
        : throw new ArgumentException($"A matrix of type {type} is no image.", nameof(type));
}
