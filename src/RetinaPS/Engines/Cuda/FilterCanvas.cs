using System.Runtime.InteropServices;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>The canvas on which a bank's kernels lie, anchor over anchor, as the kernels take it: the layout is theirs.</summary>
/// <param name="Pairs">Kernels, two by two; an odd last one is its own partner.</param>
/// <param name="Rows">Rows of the canvas.</param>
/// <param name="Columns">Columns of the canvas, a multiple of 4.</param>
/// <param name="AnchorX">Column that comes to lie on the pixel.</param>
/// <param name="AnchorY">Row that comes to lie on the pixel.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FilterCanvas(int Pairs, int Rows, int Columns, int AnchorX, int AnchorY)
{
    public static FilterCanvas For(FilterBank bank)
    {
        int anchorX = bank.Kernels.Max(kernel => kernel.Width / 2);
        int anchorY = bank.Kernels.Max(kernel => kernel.Height / 2);
        int columns = anchorX + bank.Kernels.Max(kernel => kernel.Width - (kernel.Width / 2));
        int rows = anchorY + bank.Kernels.Max(kernel => kernel.Height - (kernel.Height / 2));
        return new FilterCanvas((bank.Kernels.Count + 1) / 2, rows, (columns + 3) / 4 * 4, anchorX, anchorY);
    }
}
