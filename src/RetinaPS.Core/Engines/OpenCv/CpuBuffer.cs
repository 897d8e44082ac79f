using OpenCvSharp;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.OpenCv;

/// <summary>Pixels in host memory: a continuous OpenCV matrix, never a part of another one.</summary>
/// <param name="device">The processor.</param>
/// <param name="mat">The matrix, which is taken over.</param>
internal sealed class CpuBuffer(RetinaDevice device, Mat mat) : ImageBuffer(device, mat.Width, mat.Height, FormatOf(mat.Type()), mat)
{
    public Mat Mat => mat;

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

    public override CpuBuffer Share() => (CpuBuffer)base.Share();

    private static PixelFormat FormatOf(MatType type) =>
        type == MatType.CV_8UC1 ? PixelFormat.Gray8
        : type == MatType.CV_8UC3 ? PixelFormat.Bgr24
        : type == MatType.CV_32FC1 ? PixelFormat.Gray32Float
        : throw new ArgumentException($"A matrix of type {type} is no image.", nameof(type));
}
