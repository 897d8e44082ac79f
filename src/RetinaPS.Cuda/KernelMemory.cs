namespace RetinaPS.Cuda;

/// <summary>Device memory as a kernel takes it, from a byte on; or none, which is a null pointer there.</summary>
internal readonly record struct KernelMemory(DeviceMemory? Memory, long Offset)
{
    public static KernelMemory None => default;

    public static implicit operator KernelMemory(DeviceMemory memory) => new(memory, 0);

    public static implicit operator KernelMemory(PitchedMemory rows) => new(rows.Memory, rows.Offset);
}
