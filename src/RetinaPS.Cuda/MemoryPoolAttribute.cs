namespace RetinaPS.Cuda;

/// <summary>Settings and counters of the driver's memory pool (CUmemPool_attribute); all of those named here are 64-bit.</summary>
internal enum MemoryPoolAttribute
{
    ReleaseThreshold = 4,
    ReservedCurrent = 5,
    ReservedHigh = 6,
    UsedCurrent = 7,
    UsedHigh = 8,
}
