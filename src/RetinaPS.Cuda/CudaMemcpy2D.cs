using System.Runtime.InteropServices;

namespace RetinaPS.Cuda;

/// <summary>A pitched copy as the driver takes it (CUDA_MEMCPY2D).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CudaMemcpy2D
{
    public nuint SourceXInBytes;
    public nuint SourceY;
    public CudaMemoryType SourceMemoryType;
    public nint SourceHost;
    public ulong SourceDevice;
    public nint SourceArray;
    public nuint SourcePitch;
    public nuint TargetXInBytes;
    public nuint TargetY;
    public CudaMemoryType TargetMemoryType;
    public nint TargetHost;
    public ulong TargetDevice;
    public nint TargetArray;
    public nuint TargetPitch;
    public nuint WidthInBytes;
    public nuint Height;
}
