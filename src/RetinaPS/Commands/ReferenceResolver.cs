using System.Management.Automation;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;

namespace RetinaPS.Commands;

/// <summary>Makes a colour reference of whatever -Reference was given: a reference, its file, a photograph or an image.</summary>
internal sealed class ReferenceResolver(Cmdlet cmdlet, Func<string, string> resolvePath, RetinaDevice device)
{
    public required EyeMaskOptions Eye { get; init; }

    public required bool ExcludeSaturated { get; init; }

    public required double MaximumMegapixels { get; init; }

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
        if (Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase))
            return ColorReference.Load(path);
        using var image = RetinaImage.Load(path, device, color: true, MaximumMegapixels);
        return FromImage(image);
    }

    private ColorReference FromImage(RetinaImage image)
    {
        using var prepared = PyramidDown ? image.PyramidDown(blur: true) : image.WithMask(image.Mask);
        Counts = ColorReference.Count(prepared, ExcludeSaturated, photograph => MaskingCommand.FindMask(cmdlet, photograph, Eye));
        return ColorReference.FromHistograms([Counts]);
    }
}
