using System.Management.Automation;

namespace RetinaPS.Commands;

/// <summary>Turns the module's errors into PowerShell's, with what a person at the prompt can do.</summary>
internal static class RetinaErrorRecord
{
    public static ErrorRecord From(RetinaException error) => new(error, "RetinaPS." + error.ErrorId, CategoryOf(error.ErrorId), error.Target)
    {
        ErrorDetails = CommandErrors.Advice(error.Remedy) is { } advice ? new ErrorDetails($"{error.Message} {advice}") : null,
    };

    private static ErrorCategory CategoryOf(RetinaErrorId id) => id switch
    {
        RetinaErrorId.FileNotFound or RetinaErrorId.EyeNotFound or RetinaErrorId.DeviceNotFound => ErrorCategory.ObjectNotFound,
        RetinaErrorId.DecodeFailed or RetinaErrorId.InvalidReference or RetinaErrorId.InvalidManifest or RetinaErrorId.EmptyMask or RetinaErrorId.ConstantChannel => ErrorCategory.InvalidData,
        RetinaErrorId.UnsupportedFormat => ErrorCategory.NotImplemented,
        RetinaErrorId.ImageTooLarge => ErrorCategory.LimitsExceeded,
        RetinaErrorId.DestinationExists or RetinaErrorId.DestinationCollision => ErrorCategory.ResourceExists,
        RetinaErrorId.ManifestInUse => ErrorCategory.ResourceBusy,
        RetinaErrorId.WriteFailed => ErrorCategory.WriteError,
        RetinaErrorId.DeviceOutOfMemory => ErrorCategory.ResourceUnavailable,
        RetinaErrorId.DeviceFailed => ErrorCategory.DeviceError,
        RetinaErrorId.NativeLibraryNotFound => ErrorCategory.NotInstalled,
        RetinaErrorId.InvalidArgument or RetinaErrorId.SizeMismatch => ErrorCategory.InvalidArgument,
        _ => ErrorCategory.NotSpecified,
    };
}
