namespace RetinaPS;

/// <summary>What would help against an error, where a parameter or another command does. Who shows the error words it.</summary>
internal enum RetinaRemedy
{
    /// <summary>Nothing but what the message says.</summary>
    None,

    /// <summary>Check the name, or have its wildcard characters stand for themselves.</summary>
    CheckName,

    /// <summary>Raise the limit of pixels.</summary>
    RaisePixelLimit,

    /// <summary>Look at the photograph, or take its whole frame for the eye.</summary>
    TakeFullFrame,

    /// <summary>Keep the image's pixels, which somebody freed.</summary>
    KeepPixels,

    /// <summary>Look for the eye in this image.</summary>
    FindEye,

    /// <summary>Make a colour image of a grey file.</summary>
    ReadAsColor,

    /// <summary>Replace the file, or write elsewhere.</summary>
    ReplaceFile,

    /// <summary>Mirror the sources' folders, or write elsewhere.</summary>
    MirrorFolders,

    /// <summary>Write to another folder.</summary>
    OtherDestination,

    /// <summary>Write masks to another folder.</summary>
    OtherMaskDestination,

    /// <summary>Write in another format.</summary>
    OtherFormat,

    /// <summary>See which devices there are.</summary>
    ListDevices,

    /// <summary>Read both images to one device.</summary>
    SameDevice,

    /// <summary>Compute on the processor.</summary>
    UseProcessor,

    /// <summary>Wait, or record in another manifest.</summary>
    OtherManifest,
}
