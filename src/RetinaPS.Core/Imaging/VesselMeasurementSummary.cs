namespace RetinaPS.Imaging;

/// <summary>One figure of the agreement with manual maps, over all images measured.</summary>
public sealed record VesselMeasurementSummary
{
    /// <summary>The figure's name, such as Auc or Accuracy.</summary>
    public required string Figure { get; init; }

    /// <summary>The pixels that count: FieldOfView or Frame.</summary>
    public required string Pixels { get; init; }

    /// <summary>How many images were measured.</summary>
    public required int Count { get; init; }

    /// <summary>The mean of the images' figures.</summary>
    public required double Mean { get; init; }

    /// <summary>Their standard deviation (of a sample, by Count - 1; 0 for a single image).</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>The smallest of them.</summary>
    public required double Minimum { get; init; }

    /// <summary>The largest of them.</summary>
    public required double Maximum { get; init; }

    /// <summary>
    /// The figure of all images' pixels taken together. The AUC's is made from responses in 65,536 steps from the smallest possible to the
    /// largest: less than 0.00001 off.
    /// </summary>
    public required double Pooled { get; init; }

    /// <summary>The summary as figure, pixels and mean.</summary>
    public override string ToString() => FormattableString.Invariant($"{Figure} ({Pixels}) {Mean:F4}");
}
