namespace RetinaPS.Imaging;

/// <summary>What kind of device computes.</summary>
public enum RetinaDeviceKind
{
    /// <summary>The processor, by OpenCV.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU, by CUDA.</summary>
    Cuda,
}
