using System.Management.Automation;

namespace RetinaPS.Host.Commands.Objects;

/// <summary>The running figures of one measured property, by Welford's method, so that long runs keep their precision.</summary>
internal sealed class MeasuredColumn(string? property)
{
    private static readonly ValueComparer Comparer = new(caseSensitive: false);

    private double sum;
    private double mean;
    private double squares;
    private int numbers;
    private object? minimum;
    private object? maximum;

    public int Count { get; private set; }

    /// <returns>False when a number is needed and the value is none.</returns>
    public bool Add(object value, bool needsNumber)
    {
        Count++;
        if (minimum is null || Comparer.Compare(value, minimum) < 0)
            minimum = value;
        if (maximum is null || Comparer.Compare(value, maximum) > 0)
            maximum = value;
        if (!needsNumber)
            return true;
        if (!LanguagePrimitives.TryConvertTo<double>(value, out var number))
            return false;

        numbers++;
        sum += number;
        var deviation = number - mean;
        mean += deviation / numbers;
        squares += deviation * (number - mean);
        return true;
    }

    public Measurement Result(int objects, bool wantsSum, bool wantsAverage, bool wantsMinimum, bool wantsMaximum, bool wantsDeviation) => new(
        objects,
        wantsAverage && numbers > 0 ? sum / numbers : null,
        wantsSum && numbers > 0 ? sum : null,
        wantsMaximum ? AsNumber(maximum) : null,
        wantsMinimum ? AsNumber(minimum) : null,
        wantsDeviation && numbers > 0 ? (numbers > 1 ? Math.Sqrt(squares / (numbers - 1)) : 0) : null,
        property);

    private static object? AsNumber(object? value) =>
        value is IConvertible and not (string or DateTime or char or bool or Enum) ? Convert.ToDouble(value, null) : value;
}
