using System.Collections.ObjectModel;

namespace RetinaPS.Imaging;

/// <summary>One kernel of a bank: weights for correlation, anchored at (Width / 2, Height / 2) in whole numbers.</summary>
public sealed class FilterKernel
{
    private FilterKernel(int width, int height, float[] weights)
    {
        (Width, Height, WeightArray) = (width, height, weights);
    }

    /// <summary>The profile across the vessel; Custom for a kernel given as numbers.</summary>
    public FilterKind Kind { get; private init; } = FilterKind.Custom;

    /// <summary>Standard deviation of the Gaussian in pixels; null for a kernel given as numbers.</summary>
    public double? Sigma { get; private init; }

    /// <summary>Length along the vessel in pixels; null for a kernel given as numbers.</summary>
    public int? Length { get; private init; }

    /// <summary>By how many degrees the kernel is turned, counter-clockwise; 0 answers to a vertical vessel. Null for a kernel given as numbers.</summary>
    public double? Orientation { get; private init; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Height x Width weights, row after row.</summary>
    public ReadOnlyCollection<float> Weights => Array.AsReadOnly(WeightArray);

    /// <summary>The sum of the weights: 0 for a kernel that does not answer to an even background.</summary>
    public double Sum => WeightArray.Sum(w => (double)w);

    internal float[] WeightArray { get; }

    /// <summary>The weights as a two-dimensional array.</summary>
    /// <returns>A new array, [row, column].</returns>
    public float[,] ToArray()
    {
        var matrix = new float[Height, Width];
        System.Buffer.BlockCopy(WeightArray, 0, matrix, 0, WeightArray.Length * sizeof(float));
        return matrix;
    }

    /// <summary>The weights as a float image, to look at or to store as TIFF.</summary>
    /// <param name="device">Where the image is to be.</param>
    /// <returns>A new image, named after the kernel.</returns>
    public RetinaImage ToImage(RetinaDevice device)
    {
        var bytes = new byte[WeightArray.Length * sizeof(float)];
        System.Buffer.BlockCopy(WeightArray, 0, bytes, 0, bytes.Length);
        return new RetinaImage(device.Engine.Upload(bytes, Width, Height, PixelFormat.Gray32Float), null, ToString());
    }

    /// <summary>The kernel as size, and what it answers to.</summary>
    public override string ToString() => Orientation is null
        ? $"{Kind} {Width}x{Height}"
        : FormattableString.Invariant($"{Kind} sigma {Sigma} {Width}x{Height} at {Orientation:0.##} degrees");

    /// <summary>A kernel of one's own.</summary>
    /// <param name="weights">Finite weights, [row, column].</param>
    /// <returns>The kernel.</returns>
    /// <exception cref="ArgumentException">There is no weight, or one is not finite.</exception>
    public static FilterKernel FromArray(float[,] weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        float[] rows = [.. weights.Cast<float>()];
        return rows.Length > 0 && rows.All(float.IsFinite)
            ? Custom(weights.GetLength(1), weights.GetLength(0), rows)
            : throw new ArgumentException("A kernel has one or more weights, and all are finite.", nameof(weights));
    }

    /// <summary>A kernel given as numbers; takes the array over.</summary>
    internal static FilterKernel Custom(int width, int height, float[] weights) => new(width, height, weights);

    /// <summary>A kernel of a profile; takes the array over.</summary>
    internal static FilterKernel Of(FilterKind kind, double sigma, int length, double orientation, int width, int height, float[] weights) =>
        new(width, height, weights) { Kind = kind, Sigma = sigma, Length = length, Orientation = orientation };

    /// <summary>The same kernel with every weight multiplied.</summary>
    internal FilterKernel Times(double factor) => new(Width, Height, Array.ConvertAll(WeightArray, weight => (float)(weight * factor)))
    {
        Kind = Kind,
        Sigma = Sigma,
        Length = Length,
        Orientation = Orientation,
    };
}
