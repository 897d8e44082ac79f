namespace RetinaPS.Imaging;

/// <summary>A pixel's position.</summary>
/// <param name="X">Column, from the left, 0 first.</param>
/// <param name="Y">Row, from the top, 0 first.</param>
public readonly record struct PixelPoint(int X, int Y);
