using System.Collections.ObjectModel;

namespace RetinaPS.Imaging;

/// <summary>One kernel of a bank: weights for correlation, anchored at (Width / 2, Height / 2) in whole numbers.</summary>
public sealed class FilterKernel
{
    internal FilterKernel(int width, int height, double orientation, float[] weights)
    {
        (Width, Height, Orientation, WeightArray) = (width, height, orientation, weights);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>By how many degrees the kernel is turned, counter-clockwise; 0 answers to a vertical vessel.</summary>
    public double Orientation { get; }

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

    /// <summary>The kernel as size and orientation.</summary>
    public override string ToString() => FormattableString.Invariant($"{Width}x{Height} at {Orientation:0.##} degrees");
}
