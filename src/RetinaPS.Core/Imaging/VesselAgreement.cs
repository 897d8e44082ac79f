namespace RetinaPS.Imaging;

/// <summary>How a vessel map agrees with a manual one over one set of pixels. What has nothing to be a part of is not a number (NaN).</summary>
/// <param name="TruePositives">Vessel in both.</param>
/// <param name="FalsePositives">Vessel in the map alone.</param>
/// <param name="TrueNegatives">Vessel in neither.</param>
/// <param name="FalseNegatives">Vessel in the manual map alone.</param>
/// <param name="Auc">Area under the receiver operating characteristic of the response: how often a vessel's pixel answers more than another one, ties counting half.</param>
public sealed record VesselAgreement(long TruePositives, long FalsePositives, long TrueNegatives, long FalseNegatives, double Auc)
{
    /// <summary>All pixels.</summary>
    public long PixelCount => TruePositives + FalsePositives + TrueNegatives + FalseNegatives;

    /// <summary>The part of all pixels on which both maps agree.</summary>
    public double Accuracy => (double)(TruePositives + TrueNegatives) / PixelCount;

    /// <summary>The part of the manual map's vessels that was found; also called recall.</summary>
    public double Sensitivity => (double)TruePositives / (TruePositives + FalseNegatives);

    /// <summary>The part of what is no vessel that was left alone.</summary>
    public double Specificity => (double)TrueNegatives / (TrueNegatives + FalsePositives);

    /// <summary>The part of what was found that is a vessel.</summary>
    public double Precision => (double)TruePositives / (TruePositives + FalsePositives);

    /// <summary>The harmonic mean of precision and sensitivity.</summary>
    public double F1 => 2.0 * TruePositives / ((2.0 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>Twice the common vessels over those of both maps; for two maps the same number as F1.</summary>
    public double Dice => F1;

    /// <summary>Matthews correlation: -1 to 1, 0 for a map that knows nothing.</summary>
    public double MatthewsCorrelation
    {
        get
        {
            double tp = TruePositives, fp = FalsePositives, tn = TrueNegatives, fn = FalseNegatives;
            return ((tp * tn) - (fp * fn)) / (Math.Sqrt((tp + fp) * (tp + fn)) * Math.Sqrt((tn + fp) * (tn + fn)));
        }
    }

    /// <summary>The agreement as AUC and accuracy.</summary>
    public override string ToString() => FormattableString.Invariant($"AUC {Auc:F4}, accuracy {Accuracy:F4}");
}
