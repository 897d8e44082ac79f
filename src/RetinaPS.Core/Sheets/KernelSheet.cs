using System.Globalization;
using OpenCvSharp;
using RetinaPS.Devices;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;

namespace RetinaPS.Sheets;

/// <summary>A bank's kernels as pictures in a grid, one scale a row: weights of 0 are grey, the largest of the bank white or black.</summary>
internal static class KernelSheet
{
    private const int TileSize = 144;
    private const int MostColumns = 16;
    private const int MiddleGray = 128;

    public static RetinaImage Draw(FilterBank bank)
    {
        int columns = bank.Orientations > 0 ? Math.Min(bank.Orientations, MostColumns) : Math.Min((int)Math.Ceiling(Math.Sqrt(bank.Kernels.Count)), MostColumns);
        double largest = bank.Kernels.Max(kernel => kernel.WeightArray.Max(weight => Math.Abs((double)weight)));
        int longest = bank.Kernels.Max(kernel => Math.Max(kernel.Width, kernel.Height));
        using var sheet = new ContactSheet(columns, TileSize, []);
        for (int i = 0; i < bank.Kernels.Count; i++)
        {
            using var picture = PictureOf(bank.Kernels[i], largest, Math.Max(TileSize / longest, 1));
            sheet.Add(SheetTile.From(picture, TitleOf(bank.Kernels[i], i), TileSize, ColorMap.Gray, null));
        }

        return sheet.Draw($"{bank.Kind}_bank");
    }

    /// <summary>Every weight a square, all kernels of a bank to one measure.</summary>
    private static RetinaImage PictureOf(FilterKernel kernel, double largest, int magnification)
    {
        using var weights = Mat.FromPixelData(kernel.Height, kernel.Width, MatType.CV_32FC1, kernel.WeightArray);
        using var levels = new Mat();
        weights.ConvertTo(levels, MatType.CV_8UC1, largest > 0 ? (MiddleGray - 1) / largest : 0, MiddleGray);
        var squares = new Mat();
        Cv2.Resize(levels, squares, new Size(kernel.Width * magnification, kernel.Height * magnification), 0, 0, InterpolationFlags.Nearest);
        return new RetinaImage(new CpuBuffer(RetinaDevices.Cpu, squares), null, kernel.ToString());
    }

    private static string TitleOf(FilterKernel kernel, int number) => kernel.Orientation is null
        ? string.Create(CultureInfo.InvariantCulture, $"{number}: {kernel.Width} x {kernel.Height}")
        : string.Create(CultureInfo.InvariantCulture, $"{number}: sigma {kernel.Sigma:0.##}, {kernel.Orientation:0.##}\u00b0");
}
