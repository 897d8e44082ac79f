namespace RetinaPS.Imaging;

/// <summary>Gathers the measurements of many images and sums them up.</summary>
internal sealed class VesselMeasurementTotals
{
    private static readonly (string Name, Func<VesselAgreement, double> Value)[] Figures =
    [
        (nameof(VesselAgreement.Auc), agreement => agreement.Auc),
        (nameof(VesselAgreement.Accuracy), agreement => agreement.Accuracy),
        (nameof(VesselAgreement.Sensitivity), agreement => agreement.Sensitivity),
        (nameof(VesselAgreement.Specificity), agreement => agreement.Specificity),
        (nameof(VesselAgreement.Precision), agreement => agreement.Precision),
        (nameof(VesselAgreement.F1), agreement => agreement.F1),
        (nameof(VesselAgreement.Dice), agreement => agreement.Dice),
        (nameof(VesselAgreement.MatthewsCorrelation), agreement => agreement.MatthewsCorrelation),
    ];

    private readonly List<VesselAgreement> fields = [];
    private readonly List<VesselAgreement> frames = [];
    private readonly ResponseCounts fieldCounts = new();
    private readonly ResponseCounts frameCounts = new();

    public int Count => fields.Count;

    public void Add(VesselComparison comparison)
    {
        fields.Add(comparison.FieldOfView);
        frames.Add(comparison.Frame);
        fieldCounts.Add(comparison.FieldOfViewCounts);
        frameCounts.Add(comparison.FrameCounts);
    }

    /// <summary>One summary a figure: first inside the field of view, then over the frame.</summary>
    public IEnumerable<VesselMeasurementSummary> Summarize() =>
        Summarize(nameof(VesselMeasurement.FieldOfView), fields, fieldCounts).Concat(Summarize(nameof(VesselMeasurement.Frame), frames, frameCounts));

    private static IEnumerable<VesselMeasurementSummary> Summarize(string pixels, List<VesselAgreement> images, ResponseCounts counts)
    {
        var pooled = new VesselAgreement(
            images.Sum(image => image.TruePositives), images.Sum(image => image.FalsePositives),
            images.Sum(image => image.TrueNegatives), images.Sum(image => image.FalseNegatives), counts.AreaUnderCurve);
        foreach (var (name, value) in Figures)
        {
            double[] values = [.. images.Select(value)];
            double mean = values.Average();
            yield return new VesselMeasurementSummary
            {
                Figure = name,
                Pixels = pixels,
                Count = values.Length,
                Mean = mean,
                StandardDeviation = values.Length < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)),
                Minimum = values.Min(),
                Maximum = values.Max(),
                Pooled = value(pooled),
            };
        }
    }
}
