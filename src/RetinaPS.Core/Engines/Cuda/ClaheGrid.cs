using System.Runtime.InteropServices;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>The tile grid of CLAHE as the kernels take it (specification, section 12): the layout is theirs.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct ClaheGrid
{
    public readonly int TilesX;
    public readonly int TilesY;
    public readonly int TileWidth;
    public readonly int TileHeight;
    public readonly int ClipLimit;
    public readonly float TableScale;
    public readonly float InverseWidth;
    public readonly float InverseHeight;

    public ClaheGrid(int width, int height, ClaheOptions options)
    {
        (TilesX, TilesY) = (options.TilesX, options.TilesY);
        bool even = width % TilesX == 0 && height % TilesY == 0;
        TileWidth = even ? width / TilesX : (width / TilesX) + 1;
        TileHeight = even ? height / TilesY : (height / TilesY) + 1;
        int area = checked(TileWidth * TileHeight);
        ClipLimit = options.ClipLimit > 0 ? Math.Max(1, (int)(options.ClipLimit * area / 256)) : 0;
        TableScale = 255f / area;
        InverseWidth = 1f / TileWidth;
        InverseHeight = 1f / TileHeight;
    }

    public int Tiles => TilesX * TilesY;
}
