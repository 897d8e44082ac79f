using System.Collections;
using System.Globalization;
using System.Management.Automation;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>
/// Takes kernels as people write them: two-dimensional arrays, arrays of rows, kernels of other banks, or a list of such. A single array of
/// rows is one kernel.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilterKernelTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? data = Unwrap(inputData);
        return data is IList { Count: > 0 } list && !IsKernel(list)
            ? list.Cast<object?>().Select(item => ToKernel(Unwrap(item))).ToArray()
            : new[] { ToKernel(data) };
    }

    private static object? Unwrap(object? item) => item is PSObject wrapped ? wrapped.BaseObject : item;

    private static bool IsKernel(IList list) => list is Array { Rank: 2 } || list.Cast<object?>().All(row => IsRow(Unwrap(row)));

    private static bool IsRow(object? item) => item is IList { Count: > 0 } row and not Array { Rank: > 1 }
        && row.Cast<object?>().All(weight => Unwrap(weight) is IConvertible and not string);

    private static FilterKernel ToKernel(object? item)
    {
        if (item is FilterKernel made)
            return made;
        if (item is not IList list || list.Count == 0 || !IsKernel(list))
            throw new ArgumentTransformationMetadataException("A kernel is a two-dimensional array, an array of rows of numbers, or a FilterKernel.");
        object?[][] rows = list is Array { Rank: 2 } matrix
            ? [.. Enumerable.Range(0, matrix.GetLength(0)).Select(row =>
                Enumerable.Range(0, matrix.GetLength(1)).Select(column => matrix.GetValue(row, column)).ToArray())]
            : [.. list.Cast<object?>().Select(row => ((IList)Unwrap(row)!).Cast<object?>().ToArray())];
        if (rows.Any(row => row.Length != rows[0].Length))
            throw new ArgumentTransformationMetadataException("The rows of a kernel have different lengths.");
        float[] weights = [.. rows.SelectMany(row => row).Select(ToWeight)];
        return FilterKernel.Custom(rows[0].Length, rows.Length, weights);
    }

    private static float ToWeight(object? item)
    {
        float weight;
        try
        {
            weight = Convert.ToSingle(Unwrap(item), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            throw new ArgumentTransformationMetadataException($"'{item}' is no weight of a kernel: {e.Message}", e);
        }

        return float.IsFinite(weight) ? weight : throw new ArgumentTransformationMetadataException($"'{item}' is no weight of a kernel: weights are finite.");
    }
}
