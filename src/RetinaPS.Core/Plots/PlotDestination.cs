namespace RetinaPS.Plots;

/// <summary>Says where plots go: to one file, if the destination's extension says so, else to a folder, each under its image's name.</summary>
internal sealed class PlotDestination
{
    private readonly string target;
    private readonly PlotFileFormat? single;
    private readonly PlotFileFormat inFolder;
    private readonly string suffix;

    /// <param name="target">A full path.</param>
    /// <param name="wanted">The format that was asked for, or null.</param>
    /// <param name="suffix">What is added to a name in a folder, such as .histogram.</param>
    /// <exception cref="RetinaException">InvalidArgument: the file's extension is not the format's.</exception>
    public PlotDestination(string target, PlotFileFormat? wanted, string suffix)
    {
        (this.target, this.suffix, inFolder) = (target, suffix, wanted ?? PlotFileFormat.Png);
        string extension = Path.GetExtension(target).ToLowerInvariant();
        single = extension switch
        {
            ".png" => PlotFileFormat.Png,
            ".svg" => PlotFileFormat.Svg,
            _ => null,
        };
        if (single is not null && wanted is not null && wanted != single)
            throw RetinaErrors.InvalidArgument($"'{target}' ends with {extension}, and the format asked for is {wanted}.", target);
        if (single is null && extension is ".jpg" or ".jpeg" or ".pdf" or ".tif" or ".tiff" or ".bmp" or ".gif" or ".webp")
            throw RetinaErrors.InvalidArgument($"Plots are written as .png or .svg, not as '{extension}'.", target);
    }

    public PlotFileFormat Format => single ?? inFolder;

    public string PathFor(string name) => Path.GetFullPath(single is not null
        ? target
        : Path.Combine(target, name + suffix + (inFolder == PlotFileFormat.Svg ? ".svg" : ".png")));
}
