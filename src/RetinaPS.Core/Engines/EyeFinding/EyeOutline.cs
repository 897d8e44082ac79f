using RetinaPS.Imaging;

namespace RetinaPS.Engines.EyeFinding;

/// <summary>
/// The outline of an eye: a disc, cut by up to four straight edges. In pixels, pixel centres on whole numbers; a pixel belongs to the eye
/// when its centre lies in the disc and in the rectangle.
/// </summary>
/// <param name="Circle">The disc's rim. It may reach beyond the frame.</param>
/// <param name="Left">Left edge of what remains, -0.5 where nothing is cut.</param>
/// <param name="Top">Top edge, -0.5 where nothing is cut.</param>
/// <param name="Right">Right edge, width - 0.5 where nothing is cut.</param>
/// <param name="Bottom">Bottom edge, height - 0.5 where nothing is cut.</param>
internal sealed record EyeOutline(EyeCircle Circle, double Left, double Top, double Right, double Bottom);
