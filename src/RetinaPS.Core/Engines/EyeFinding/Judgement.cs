using RetinaPS.Imaging;

namespace RetinaPS.Engines.EyeFinding;

/// <summary>Says how far a result is to be trusted, and why not further.</summary>
internal static class Judgement
{
    /// <summary>Below this confidence a person should look.</summary>
    private const double Sufficient = 0.5;

    /// <summary>In pixels; below it, half a pixel of the rim is more than a twentieth of the eye's area.</summary>
    private const double SufficientRadius = 16;

    /// <summary>A disc, with what its rim is worth.</summary>
    public static EyeFinding OfDisc(in DiscCandidate candidate)
    {
        var support = candidate.Support;
        double contrast = Math.Min(1, support.Contrast / (3 * support.Noise));
        double arc = Math.Min(1, support.SupportedArc / 0.15);
        double size = Math.Min(1, candidate.Region.Radius / SufficientRadius);
        double confidence = support.Ratio * Math.Sqrt(arc) * contrast * size;
        string doubt = size < Math.Min(Math.Min(support.Ratio, arc), contrast) ? "The eye is only a few pixels wide."
            : arc < support.Ratio && arc < contrast ? "Only a short arc of the eye's rim is visible."
            : contrast < support.Ratio ? "The eye is hardly brighter than the background."
            : "A large part of the eye's rim fades into the background.";
        return Assess(candidate.Region.ToOutline(), EyeMaskMethod.Disc, confidence, doubt);
    }

    /// <summary>A picture without a disc's rim: retina that fills the frame, or no fundus photograph at all.</summary>
    public static EyeFinding? OfFullFrame(CellImage cells, int width, int height)
    {
        const double least = 0.35;
        double likeness = PictureContent.RetinaLikeness(cells);
        if (likeness < least)
            return null;

        // An eye whose rim was missed has background, darker or of another colour, in its corners.
        double confidence = Math.Pow((likeness - least) / (1 - least), 2) * Math.Min(1, PictureContent.CornerBrightness(cells) / 0.6);
        var outline = new EyeOutline(
            new EyeCircle((width - 1) / 2.0, (height - 1) / 2.0, Math.Max(width, height) / 2.0), -0.5, -0.5, width - 0.5, height - 0.5);
        return Assess(outline, EyeMaskMethod.FullFrame, confidence, "No rim of an eye was found: the whole frame is taken to be retina.");
    }

    private static EyeFinding Assess(EyeOutline outline, EyeMaskMethod method, double confidence, string doubt) => confidence < Sufficient
        ? new EyeFinding(outline, method, confidence, EyeMaskStatus.LowConfidence, doubt)
        : new EyeFinding(outline, method, confidence, EyeMaskStatus.Found, null);
}
