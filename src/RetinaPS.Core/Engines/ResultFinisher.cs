using RetinaPS.Imaging;

namespace RetinaPS.Engines;

/// <summary>The end of the chain, the same on every engine: crop, shrink, and the mask once more, since averaging spills colour over its edge.</summary>
internal static class ResultFinisher
{
    /// <summary>Borrows the enhanced image; the outcome's image is the caller's to dispose of.</summary>
    public static PreprocessOutcome Finish(IRetinaEngine engine, ImageBuffer enhanced, EyeMask mask, double brightness, PreprocessPlan plan)
    {
        var geometry = ResultGeometry.For(enhanced.Width, enhanced.Height, mask, plan);
        var resultMask = geometry.Crop is { } area ? mask.Crop(area) : mask;
        bool shrinks = (geometry.Width, geometry.Height) != (resultMask.Width, resultMask.Height);
        if (shrinks)
            resultMask = resultMask.Resize(geometry.Width, geometry.Height);

        var result = geometry.Crop is { } square ? engine.Crop(enhanced, square) : enhanced.Share();
        if (shrinks)
        {
            result = result.Then(image => engine.Resize(image, geometry.Width, geometry.Height))
                .Then(image => engine.ApplyMask(image, resultMask.Extents));
        }

        return new PreprocessOutcome(result, mask, resultMask, brightness);
    }
}
