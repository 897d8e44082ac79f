namespace RetinaPS;

/// <summary>What went wrong, as a stable name. Error records carry it as <c>RetinaPS.Name</c> in their FullyQualifiedErrorId.</summary>
public enum RetinaErrorId
{
    /// <summary>A path names no file.</summary>
    FileNotFound,

    /// <summary>A file is no image, is damaged or is cut short.</summary>
    DecodeFailed,

    /// <summary>An image is of a kind that the operation does not take, such as CMYK.</summary>
    UnsupportedFormat,

    /// <summary>An image has more pixels than the limit allows.</summary>
    ImageTooLarge,

    /// <summary>A photograph shows no eye.</summary>
    EyeNotFound,

    /// <summary>A mask has no pixels, or a histogram counts none.</summary>
    EmptyMask,

    /// <summary>A channel has one level only, so that there is no distribution to match.</summary>
    ConstantChannel,

    /// <summary>The output file exists and may not be replaced.</summary>
    DestinationExists,

    /// <summary>Two inputs map to one output, or an output would replace its input.</summary>
    DestinationCollision,

    /// <summary>The output could not be written.</summary>
    WriteFailed,

    /// <summary>No device of that name exists or is usable.</summary>
    DeviceNotFound,

    /// <summary>The device's memory, or its budget, does not suffice.</summary>
    DeviceOutOfMemory,

    /// <summary>The device failed while it worked.</summary>
    DeviceFailed,

    /// <summary>A native library is missing or cannot be loaded.</summary>
    NativeLibraryNotFound,

    /// <summary>A parameter's value, alone or with the others, cannot be used.</summary>
    InvalidArgument,

    /// <summary>Images or masks that belong together differ in size.</summary>
    SizeMismatch,

    /// <summary>Something that RetinaPS did not foresee went wrong with one photograph.</summary>
    Unexpected,

    /// <summary>A colour reference file cannot be read.</summary>
    InvalidReference,

    /// <summary>A file is no manifest of Invoke-RetinaPreprocess.</summary>
    InvalidManifest,

    /// <summary>Another run is writing the manifest.</summary>
    ManifestInUse,

    /// <summary>The system has no picture viewer, or it cannot be started.</summary>
    ViewerFailed,
}
