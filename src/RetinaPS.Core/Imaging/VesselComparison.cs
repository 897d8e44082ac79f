namespace RetinaPS.Imaging;

/// <summary>Compares a vessel map and the response behind it with a manual map, over the field of view and over the frame.</summary>
internal sealed class VesselComparison
{
    /// <param name="response">0 to 1 at each pixel.</param>
    /// <param name="map">Which pixels are taken for vessels.</param>
    /// <param name="truth">Which are.</param>
    /// <param name="inside">Which lie in the field of view.</param>
    public VesselComparison(ReadOnlySpan<float> response, ReadOnlySpan<bool> map, ReadOnlySpan<bool> truth, ReadOnlySpan<bool> inside)
    {
        FieldOfView = Compare(response, map, truth, inside, FieldOfViewCounts);
        Frame = Compare(response, map, truth, [], FrameCounts);
    }

    public VesselAgreement FieldOfView { get; }

    public VesselAgreement Frame { get; }

    public ResponseCounts FieldOfViewCounts { get; } = new();

    public ResponseCounts FrameCounts { get; } = new();

    private static VesselAgreement Compare(
        ReadOnlySpan<float> response, ReadOnlySpan<bool> map, ReadOnlySpan<bool> truth, ReadOnlySpan<bool> inside, ResponseCounts counts)
    {
        var values = new float[response.Length];
        int vessels = 0, others = response.Length;
        long truePositives = 0, falsePositives = 0;
        for (int i = 0; i < response.Length; i++)
        {
            if (!inside.IsEmpty && !inside[i])
                continue;
            // Vessels from the front, all else from the back.
            if (truth[i])
                values[vessels++] = response[i];
            else
                values[--others] = response[i];
            truePositives += map[i] && truth[i] ? 1 : 0;
            falsePositives += map[i] && !truth[i] ? 1 : 0;
        }

        var positives = values.AsSpan(0, vessels);
        var negatives = values.AsSpan(others);
        counts.Add(positives, negatives);
        return new VesselAgreement(
            truePositives, falsePositives, negatives.Length - falsePositives, vessels - truePositives,
            RankStatistic.AreaUnderCurve(positives, negatives));
    }
}
