namespace RetinaPS.Cuda;

/// <summary>The extent of a grid in blocks, or of a block in threads.</summary>
internal readonly record struct Dim3(int X, int Y = 1, int Z = 1)
{
    public static implicit operator Dim3(int x) => new(x);

    public static implicit operator Dim3((int X, int Y) extent) => new(extent.X, extent.Y);

    public static implicit operator Dim3((int X, int Y, int Z) extent) => new(extent.X, extent.Y, extent.Z);

    /// <summary>The smallest grid whose blocks of that extent cover so many items.</summary>
    public static Dim3 Covering(int width, int height, Dim3 block) => new(DivideUp(width, block.X), DivideUp(height, block.Y));

    /// <summary>How many parts of that size cover the whole.</summary>
    public static int DivideUp(int whole, int part) => (int)(((long)whole + part - 1) / part);

    public override string ToString() => $"{X} x {Y} x {Z}";
}
