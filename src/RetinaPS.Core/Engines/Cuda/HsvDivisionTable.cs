namespace RetinaPS.Engines.Cuda;

/// <summary>The reciprocals that BGR to HSV multiplies by (specification, section 2): 256 for the saturation, then 256 for the hue.</summary>
internal static class HsvDivisionTable
{
    public static int[] Values { get; } =
    [
        .. Enumerable.Range(0, 256).Select(v => v == 0 ? 0 : (int)Math.Round(1044480.0 / v, MidpointRounding.ToEven)),
        .. Enumerable.Range(0, 256).Select(d => d == 0 ? 0 : (int)Math.Round(122880.0 / d, MidpointRounding.ToEven)),
    ];
}
