using RetinaPS.Cuda;

namespace RetinaPS.Engines;

/// <summary>The module's errors for what goes wrong on a device.</summary>
internal static class DeviceErrors
{
    /// <summary>The error to report, or null for an exception that is not a device's.</summary>
    public static RetinaException? Translate(Exception exception, object? target) => exception switch
    {
        RetinaException error => error,
        BudgetFormatException e => new RetinaException(RetinaErrorId.InvalidArgument, e.Message, target, e),
        CudaException { Result: CudaResult.OutOfMemory } e => new RetinaException(RetinaErrorId.DeviceOutOfMemory, e.Message, target, e),
        CudaModuleException e => new RetinaException(
            RetinaErrorId.DeviceFailed, $"{e.Message} Update the NVIDIA driver.", target, e) { Remedy = RetinaRemedy.UseProcessor },
        CudaException e => new RetinaException(RetinaErrorId.DeviceFailed, e.Message, target, e),
        _ => null,
    };
}
