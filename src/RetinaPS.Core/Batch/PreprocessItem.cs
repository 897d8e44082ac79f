using RetinaPS.Files;
using RetinaPS.Imaging;

namespace RetinaPS.Batch;

/// <summary>One photograph of a batch: a file to read, or pixels that are there; and where its results go.</summary>
internal sealed record PreprocessItem
{
    public string? Source { get; init; }

    public required string Name { get; init; }

    /// <summary>Pixels that are there already, with a reference of the batch's own; null for a file.</summary>
    public ImageBuffer? Pixels { get; init; }

    /// <summary>The eye, where it is known already.</summary>
    public EyeMask? Mask { get; init; }

    /// <summary>The file to write, or null to hand the image on.</summary>
    public string? Destination { get; init; }

    public ImageFileFormat Format { get; init; }

    public string? MaskDestination { get; init; }

    /// <summary>Why it is not to be worked on, such as that its result would replace an input; null for all others.</summary>
    public RetinaException? Refusal { get; init; }

    /// <summary>The files that this item writes.</summary>
    public IReadOnlyList<string> Outputs => [.. new[] { Destination, MaskDestination }.OfType<string>()];
}
