namespace RetinaPS.Imaging.Synthetic;

/// <summary>exp(-x) for x of 0 and more, from a table with straight lines between its points; the error stays below 1e-5.</summary>
internal static class BellTable
{
    private const int PerUnit = 128;
    private const int Range = 14;
    private static readonly float[] Values = Build();

    public static float Exp(float minus)
    {
        float at = minus * PerUnit;
        if (!(at < Range * PerUnit))
            return 0;
        int i = (int)at;
        return Values[i] + ((at - i) * (Values[i + 1] - Values[i]));
    }

    private static float[] Build()
    {
        var values = new float[(Range * PerUnit) + 2];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)PortableMath.Exp(-(double)i / PerUnit);
        return values;
    }
}
