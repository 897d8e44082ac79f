using System.Collections.ObjectModel;
using RetinaPS.Files;
using RetinaPS.Imaging;

namespace RetinaPS.Batch.Manifest;

/// <summary>The parameters of Invoke-RetinaPreprocess that decide the results' bytes.</summary>
/// <param name="Reference">What the colour reference is called.</param>
/// <param name="ReferenceHash">The hash of its three cumulative distributions.</param>
/// <param name="MaskMethod">How the eye was looked for.</param>
/// <param name="ClipLimit">CLAHE's clip limit.</param>
/// <param name="TileGrid">CLAHE's tiles across and down.</param>
/// <param name="PyramidDown">Whether photographs were halved and blurred first.</param>
/// <param name="ExcludeSaturated">Whether level 255 was left out of the histograms.</param>
/// <param name="Crop">Whether results were cut to the square about the eye.</param>
/// <param name="Size">The results' longer side at most; 0 for the photographs' own size.</param>
/// <param name="Format">The results' file format; null for each source's own.</param>
/// <param name="Quality">JPEG quality.</param>
public sealed record ManifestParameters(
    string Reference,
    string ReferenceHash,
    EyeMaskMethod MaskMethod,
    double ClipLimit,
    ReadOnlyCollection<int> TileGrid,
    bool PyramidDown,
    bool ExcludeSaturated,
    bool Crop,
    int Size,
    ImageFileFormat? Format,
    int Quality)
{
    internal static ManifestParameters Of(PreprocessPlan plan, ImageFileFormat? format, int quality) => new(
        plan.Reference.Name,
        ContentHash.Of([.. plan.Reference.Tables.SelectMany(table => table)]),
        plan.Eye.Method,
        plan.Clahe.ClipLimit,
        [plan.Clahe.TilesX, plan.Clahe.TilesY],
        plan.PyramidDown,
        plan.ExcludeSaturated,
        plan.Crop,
        plan.Size,
        format,
        quality);

    /// <summary>One hash for all of them; the reference counts by its colours, not by its name.</summary>
    internal string ComputeHash() => ContentHash.Of(ManifestLines.Deciding(this));
}
