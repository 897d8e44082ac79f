using System.Reflection;

namespace RetinaPS;

/// <summary>The one place that words errors: the file or image, and what was wrong with it. What to do is a <see cref="RetinaRemedy"/>.</summary>
internal static class RetinaErrors
{
    public static RetinaException FileNotFound(string path) => new(
        RetinaErrorId.FileNotFound, $"Cannot find the file '{path}'.", path) { Remedy = RetinaRemedy.CheckName };

    public static RetinaException CannotRead(string path, Exception cause) => new(
        RetinaErrorId.DecodeFailed, $"Cannot read '{path}': {cause.Message}", path, cause);

    public static RetinaException DecodeFailed(string source, string reason, Exception? cause = null) => new(
        RetinaErrorId.DecodeFailed, $"Cannot decode '{source}': {reason}", source, cause);

    public static RetinaException UnsupportedFile(string source, string reason) => new(
        RetinaErrorId.UnsupportedFormat, $"Cannot use '{source}': {reason}", source);

    public static RetinaException UnsupportedPixels(string name, Enum format, string operation, string remedy) => new(
        RetinaErrorId.UnsupportedFormat, $"{operation} does not take the image '{name}', which is {format}. {remedy}", name);

    public static RetinaException NoColors(string name, Enum format) => new(
        RetinaErrorId.UnsupportedFormat, $"A colour reference does not take the image '{name}', which is {format}. Give a colour photograph.", name)
    {
        Remedy = RetinaRemedy.ReadAsColor,
    };

    public static RetinaException ImageTooLarge(string source, long width, long height, long limit) => new(
        RetinaErrorId.ImageTooLarge,
        FormattableString.Invariant($"'{source}' is {width} x {height} pixels, over the limit of {limit / 1e6:0.##} megapixels."),
        source)
    {
        Remedy = RetinaRemedy.RaisePixelLimit,
    };

    public static RetinaException EyeNotFound(string name, string method) => new(
        RetinaErrorId.EyeNotFound, $"No eye was found in '{name}' by the method {method}.", name) { Remedy = RetinaRemedy.TakeFullFrame };

    public static RetinaException EmptyMask(string name) => new(
        RetinaErrorId.EmptyMask, $"The eye mask of '{name}' has no pixels, so there is nothing to count.", name);

    public static RetinaException ConstantChannel(string name, string channel) => new(
        RetinaErrorId.ConstantChannel,
        $"The {channel} channel of '{name}' has a single level inside the mask, so its histogram cannot be specified.", name);

    public static RetinaException PixelsFreed(string name, object image) => new(
        RetinaErrorId.InvalidArgument, $"The pixels of the image '{name}' have been freed.", image) { Remedy = RetinaRemedy.KeepPixels };

    public static RetinaException MaskSizeMismatch(string name, int maskWidth, int maskHeight, int width, int height) => new(
        RetinaErrorId.SizeMismatch,
        $"The mask is for {maskWidth} x {maskHeight} pixels and the image '{name}' has {width} x {height}.",
        name)
    {
        Remedy = RetinaRemedy.FindEye,
    };

    public static RetinaException PictureSizeMismatch(string picture, int width, int height, string name, int wantedWidth, int wantedHeight) => new(
        RetinaErrorId.SizeMismatch,
        $"'{picture}' has {width} x {height} pixels and the image '{name}' has {wantedWidth} x {wantedHeight}. Give the picture that was drawn on this image.",
        name);

    public static RetinaException DestinationExists(string destination, string? source) => new(
        RetinaErrorId.DestinationExists, $"'{destination}' exists and was left as it is.", source ?? destination) { Remedy = RetinaRemedy.ReplaceFile };

    public static RetinaException DestinationCollision(string destination, string first, string second) => new(
        RetinaErrorId.DestinationCollision,
        $"'{second}' was not written: '{first}' already maps to the same output '{destination}'.",
        second)
    {
        Remedy = RetinaRemedy.MirrorFolders,
    };

    public static RetinaException DestinationIsSource(string source) => new(
        RetinaErrorId.DestinationCollision, $"'{source}' would be replaced by its own result.", source) { Remedy = RetinaRemedy.OtherDestination };

    public static RetinaException DestinationIsInput(string destination, string claimant) => new(
        RetinaErrorId.DestinationCollision,
        $"'{claimant}' was not written: its result would replace '{destination}', which is an input itself.", claimant)
    {
        Remedy = RetinaRemedy.OtherDestination,
    };

    public static RetinaException MaskReplacesImage(string destination, string claimant) => new(
        RetinaErrorId.DestinationCollision,
        $"'{claimant}' was not written: its image and its mask map to the same output '{destination}'.", claimant)
    {
        Remedy = RetinaRemedy.OtherMaskDestination,
    };

    public static RetinaException WriteFailed(string destination, string? source, Exception cause) => new(
        RetinaErrorId.WriteFailed, $"Cannot write '{destination}': {cause.Message}", source ?? destination, cause)
    {
        Remedy = cause is RetinaException error ? error.Remedy : RetinaRemedy.None,
    };

    public static RetinaException EncodeFailed(int width, int height, Enum format, Exception? cause = null) => new(
        RetinaErrorId.WriteFailed, $"an image of {width} x {height} pixels cannot be stored as {format}.", null, cause) { Remedy = RetinaRemedy.OtherFormat };

    public static RetinaException OutsideBasePath(string source, string basePath) => new(
        RetinaErrorId.InvalidArgument, $"'{source}' does not lie under the base path '{basePath}'.", source);

    public static RetinaException DeviceNotFound(string name, string known) => new(
        RetinaErrorId.DeviceNotFound, $"There is no usable device '{name}'. Known are: {known}.", name) { Remedy = RetinaRemedy.ListDevices };

    public static RetinaException TwoDevices(string name, string imageDevice, string otherDevice) => new(
        RetinaErrorId.InvalidArgument,
        $"The image '{name}' is on {imageDevice} and the other operand on {otherDevice}.", name)
    {
        Remedy = RetinaRemedy.SameDevice,
    };

    /// <summary>A native library cannot be loaded.</summary>
    /// <param name="library">Its name, without extension.</param>
    /// <param name="package">The NuGet package that holds it for this system, null where none does.</param>
    /// <param name="binding">The assembly that calls it; the package must be of its version.</param>
    /// <param name="cause">Why it was not loaded.</param>
    public static RetinaException NativeLibraryNotFound(string library, string? package, Assembly binding, Exception cause)
    {
        string file = ModuleFolder.Native(library);
        string problem = File.Exists(file)
            ? $"'{file}' cannot be loaded ({cause.Message.ReplaceLineEndings(" ").Trim()})."
            : $"This copy of RetinaPS has no {library} for {ModuleFolder.Runtime}.";
        string remedy = package is null
            ? $"No NuGet package holds it for this system; a build of your own goes to '{file}'."
            : $"The NuGet package {package} {NativePackages.Version(binding)} holds it; put its file at '{file}'.";
        return new(RetinaErrorId.NativeLibraryNotFound, $"{problem} {remedy}", library, cause);
    }

    public static RetinaException FontNotFound(string file) => new(
        RetinaErrorId.FileNotFound, $"The font '{file}', which is part of RetinaPS, is missing. Install RetinaPS again, or build it with build.ps1.", file);

    public static RetinaException ViewerFailed(string file, Exception cause) => new(
        RetinaErrorId.ViewerFailed, $"The system's picture viewer cannot be started for '{file}': {cause.Message} The file stays there.", file, cause);

    public static RetinaException Unexpected(string source, Exception cause) => new(
        RetinaErrorId.Unexpected, $"'{source}' could not be processed: {cause.Message}", source, cause);

    public static RetinaException InvalidReference(string path, string reason, Exception? cause = null) => new(
        RetinaErrorId.InvalidReference, $"'{path}' is not a colour reference: {reason}", path, cause);

    public static RetinaException InvalidManifest(string path, string reason) => new(
        RetinaErrorId.InvalidManifest, $"'{path}' is not a manifest that can be used: {reason} It was left as it is.", path);

    public static RetinaException ManifestInUse(string path) => new(
        RetinaErrorId.ManifestInUse, $"Another run is writing the manifest '{path}'.", path) { Remedy = RetinaRemedy.OtherManifest };

    public static RetinaException InvalidArgument(string message, object? target = null) => new(RetinaErrorId.InvalidArgument, message, target);
}
