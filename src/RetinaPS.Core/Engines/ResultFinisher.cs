using RetinaPS.Imaging;

namespace RetinaPS.Engines;

/// <summary>The end of the chain, the same on every engine: crop, shrink, and the mask once more, since averaging spills colour over its edge.</summary>
internal static class ResultFinisher
{
    /// <summary>Borrows the enhanced image; the outcome's image is the caller's to release.</summary>
    public static PreprocessOutcome Finish(IRetinaEngine engine, ImageBuffer enhanced, EyeMask mask, double brightness, PreprocessPlan plan)
    {
        var geometry = ResultGeometry.For(enhanced.Width, enhanced.Height, mask, plan);
        var result = enhanced.AddReference();
        var resultMask = mask;
        try
        {
            if (geometry.Crop is { } area)
            {
                result = Replace(result, engine.Crop(result, area));
                resultMask = resultMask.Crop(area);
            }

            if ((geometry.Width, geometry.Height) != (result.Width, result.Height))
            {
                result = Replace(result, engine.Resize(result, geometry.Width, geometry.Height));
                resultMask = resultMask.Resize(geometry.Width, geometry.Height);
                result = Replace(result, engine.ApplyMask(result, resultMask.Extents));
            }

            return new PreprocessOutcome(result, mask, resultMask, brightness);
        }
        catch
        {
            result.Release();
            throw;
        }
    }

    private static ImageBuffer Replace(ImageBuffer old, ImageBuffer made)
    {
        old.Release();
        return made;
    }
}
