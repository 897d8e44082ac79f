namespace RetinaPS.Engines.Vessels;

/// <summary>The shape that closes a response over the bright reflex in the middle of a wide vessel: OpenCV's ellipse of 5 x 5 pixels, by rows.</summary>
internal static class ClosingEllipse
{
    public const int Side = 5;
}
