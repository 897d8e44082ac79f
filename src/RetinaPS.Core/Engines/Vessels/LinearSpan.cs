namespace RetinaPS.Engines.Vessels;

/// <summary>Where a target pixel of a bilinear resize lies along one side: between two source pixels, of which the second weighs <paramref name="Weight"/>.</summary>
internal readonly record struct LinearSpan(int First, int Second, float Weight)
{
    /// <summary>The spans of one side. Beyond the outer pixels' centres the outer pixel alone counts.</summary>
    public static LinearSpan[] Table(int source, int target)
    {
        var spans = new LinearSpan[target];
        double scale = 1 / ((double)target / source);
        for (int i = 0; i < target; i++)
        {
            float at = (float)(((i + 0.5) * scale) - 0.5);
            int whole = (int)MathF.Floor(at);
            spans[i] = whole < 0 ? new(0, 0, 0) : whole >= source - 1 ? new(source - 1, source - 1, 0) : new(whole, whole + 1, at - whole);
        }

        return spans;
    }
}
