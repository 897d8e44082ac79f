using RetinaPS.Imaging;

namespace RetinaPS.Engines;

/// <summary>The canvas on which a bank's kernels lie, anchor over anchor.</summary>
/// <param name="Rows">Rows of the canvas.</param>
/// <param name="Columns">Columns of the canvas.</param>
/// <param name="AnchorX">Column that comes to lie on the pixel.</param>
/// <param name="AnchorY">Row that comes to lie on the pixel.</param>
internal readonly record struct FilterCanvas(int Rows, int Columns, int AnchorX, int AnchorY)
{
    public static FilterCanvas For(FilterBank bank)
    {
        int anchorX = bank.Kernels.Max(kernel => kernel.Width / 2);
        int anchorY = bank.Kernels.Max(kernel => kernel.Height / 2);
        return new FilterCanvas(
            anchorY + bank.Kernels.Max(kernel => kernel.Height - (kernel.Height / 2)),
            anchorX + bank.Kernels.Max(kernel => kernel.Width - (kernel.Width / 2)),
            anchorX,
            anchorY);
    }

    /// <summary>The canvas' column of a kernel's first.</summary>
    public int LeftOf(FilterKernel kernel) => AnchorX - (kernel.Width / 2);

    /// <summary>The canvas' row of a kernel's first.</summary>
    public int TopOf(FilterKernel kernel) => AnchorY - (kernel.Height / 2);
}
