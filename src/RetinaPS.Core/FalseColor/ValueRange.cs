using System.Globalization;

namespace RetinaPS.FalseColor;

/// <summary>The values that the two ends of a colour map stand for.</summary>
internal readonly record struct ValueRange(double Minimum, double Maximum)
{
    public static readonly ValueRange Levels = new(0, 255);

    public string MinimumText => Text(Minimum);

    public string MaximumText => Text(Maximum);

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
