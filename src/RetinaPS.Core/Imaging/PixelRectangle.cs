namespace RetinaPS.Imaging;

/// <summary>A rectangle of pixels. It may reach beyond the image that it is applied to.</summary>
/// <param name="X">Column of the left edge.</param>
/// <param name="Y">Row of the top edge.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
public readonly record struct PixelRectangle(int X, int Y, int Width, int Height)
{
    /// <summary>The rectangle as <c>WxH+X+Y</c>.</summary>
    public override string ToString() => $"{Width}x{Height}{X:+0;-0;+0}{Y:+0;-0;+0}";
}
