using System.Management.Automation;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;

namespace RetinaPS.Commands;

/// <summary>Makes a colour reference of whatever -Reference was given: a reference, its file, a photograph or an image.</summary>
internal sealed class ReferenceResolver(Cmdlet cmdlet, Func<string, string> resolvePath, RetinaDevice device)
{
    public required EyeMaskOptions Eye { get; init; }

    public required bool ExcludeSaturated { get; init; }

    public required long MaximumPixels { get; init; }

    /// <summary>Whether a photograph is halved and blurred first, as the inputs are.</summary>
    public bool PyramidDown { get; init; }

    /// <summary>The counts of the photograph that the reference was made from now; a reference that was made before has none.</summary>
    public ColorHistogram? Counts { get; private set; }

    public ColorReference Resolve(object reference)
    {
        object value = reference is PSObject wrapped ? wrapped.BaseObject : reference;
        var resolved = value switch
        {
            ColorReference made => made,
            RetinaImage image => FromImage(image),
            FileInfo file => FromFile(file.FullName),
            string path => FromFile(resolvePath(path)),
            _ => throw RetinaErrors.InvalidArgument(
                $"-Reference takes a file, an image or a colour reference, not a {value.GetType().Name}.", value),
        };
        if (resolved.ExcludeSaturated != ExcludeSaturated)
        {
            cmdlet.WriteWarning(
                $"The reference '{resolved.Name}' {(resolved.ExcludeSaturated ? "leaves out" : "counts")} level 255 and this command does the opposite; give both the same -ExcludeSaturated.");
        }

        return resolved;
    }

    private ColorReference FromFile(string path)
    {
        if (!File.Exists(path))
            throw RetinaErrors.FileNotFound(path);
        if (Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase))
            return ColorReferenceFile.Parse(path, FileReader.ReadBytes(path));
        using var image = ImageFileLoader.Load(path, device, MaximumPixels, color: true);
        return FromImage(image);
    }

    private ColorReference FromImage(RetinaImage image)
    {
        if (image.Format != PixelFormat.Bgr24)
            throw RetinaErrors.UnsupportedPixels(image.Name, image.Format, "-Reference", "Give a colour photograph.");
        if (PyramidDown)
        {
            var pixels = image.Device.Engine.PyramidDown(image.Buffer, 1, blur: true);
            using var small = image.Derive(pixels, image.Mask?.Resize(pixels.Width, pixels.Height));
            return FromPixels(small);
        }

        return FromPixels(image);
    }

    private ColorReference FromPixels(RetinaImage image)
    {
        var mask = image.Mask ?? MaskingCommand.FindMask(cmdlet, image, Eye);
        Counts = GetColorHistogramCommand.HistogramOf(image, mask, ExcludeSaturated);
        return ColorReference.FromHistograms(null, [Counts]);
    }
}
