namespace RetinaPS.Commands;

/// <summary>Words the errors of what was typed, and what a person at the prompt can do about those of the library.</summary>
internal static class CommandErrors
{
    public static RetinaException NotFilePath(string path, Exception? cause = null) => new(
        RetinaErrorId.InvalidArgument, $"'{path}' is not a file system path.{(cause is null ? string.Empty : " " + cause.Message)}", path, cause);

    public static RetinaException IsFolder(string path) => new(
        RetinaErrorId.FileNotFound, $"'{path}' is a folder, not a file. Give its files: Get-ChildItem -LiteralPath '{path}' -File | ...", path);

    public static RetinaException FieldOfViewMissing(string name) => new(
        RetinaErrorId.InvalidArgument,
        $"Nothing says where the eye is in '{name}'. Give -FieldOfView, a mask's file or an image, or measure an image with an eye mask.", name);

    public static RetinaException PhotographMissing(string name) => new(
        RetinaErrorId.InvalidArgument, $"The photograph of the map '{name}' is in no file. Give it with -Photograph.", name);

    public static RetinaException OtherDevice(string name, string imageDevice, string wanted) => new(
        RetinaErrorId.InvalidArgument,
        $"The image '{name}' is on {imageDevice}, and -Device asks for {wanted}. Import it there, or leave -Device out: images are processed where they are.",
        name);

    public static RetinaException NoTitle(string name, string reason, Exception? cause = null) => new(
        RetinaErrorId.InvalidArgument, $"-Title gives no title for the image '{name}': {reason}", name, cause);

    /// <summary>What helps, in the words of cmdlets and parameters; null where the error's message says all.</summary>
    public static string? Advice(RetinaRemedy remedy) => remedy switch
    {
        RetinaRemedy.CheckName => "Check the name, or use -LiteralPath if it holds wildcard characters.",
        RetinaRemedy.RaisePixelLimit => "Raise -MaximumMegapixels if the file is to be trusted.",
        RetinaRemedy.TakeFullFrame => "Look at the photograph; -Method FullFrame (or -MaskMethod FullFrame) takes the whole frame.",
        RetinaRemedy.KeepPixels => "-DisposeInput or Dispose() was used on it.",
        RetinaRemedy.FindEye => "Make the mask from this image with Get-EyeMask.",
        RetinaRemedy.ReadAsColor => "Import a grey file with -Color.",
        RetinaRemedy.ReplaceFile => "Use -Force to replace it, or another -Destination.",
        RetinaRemedy.MirrorFolders => "Use -BasePath to mirror the folders, or another -Destination.",
        RetinaRemedy.OtherDestination => "Use another -Destination.",
        RetinaRemedy.OtherMaskDestination => "Use another -MaskDestination.",
        RetinaRemedy.OtherFormat => "Use another -Format.",
        RetinaRemedy.ListDevices => "Get-RetinaDevice lists them.",
        RetinaRemedy.SameDevice => "Import both with the same -Device.",
        RetinaRemedy.UseProcessor => "-Device Cpu computes on the processor.",
        RetinaRemedy.OtherManifest => "Wait for its end, or give this run another -Manifest.",
        _ => null,
    };
}
