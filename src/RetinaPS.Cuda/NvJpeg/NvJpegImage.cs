using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RetinaPS.Cuda.NvJpeg;

/// <summary>Where planes lie in device memory (nvjpegImage_t).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NvJpegImage
{
    public const int MostPlanes = 4;

    public Values Addresses;
    public Values Pitches;

    [InlineArray(MostPlanes)]
    public struct Values
    {
        private ulong first;
    }
}
