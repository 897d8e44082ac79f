namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// Makes fundus photographs of which everything is known. The sensor receives, in each pixel, the fundus's light less what blood absorbs,
/// through the camera's aperture, over the camera's own background, with noise; see the types for the parts.
/// </summary>
internal static class SyntheticFundus
{
    /// <summary>Makes one photograph.</summary>
    /// <param name="options">Size, seed and what else is asked for.</param>
    /// <returns>The photograph with its true eye mask and vessel map.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size or another option is outside of its range.</exception>
    public static SyntheticPhotograph Create(SyntheticFundusOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        int width = options.Width, height = options.Height;
        CameraModel camera = CameraModel.Draw(options);
        EyeCircle disc = camera.Aperture.Circle;
        var anatomy = new EyeAnatomy(options, disc);
        RowExtents extents = camera.Aperture.Extents(width, height);
        VesselSegment[] vessels = VesselTree.Grow(options, anatomy);
        EyeMaskMethod method = camera.FillsFrame ? EyeMaskMethod.FullFrame : EyeMaskMethod.Disc;
        var photograph = new SyntheticPhotograph(
            width,
            height,
            new byte[3L * width * height],
            new EyeMask(extents, disc, method, 1, EyeMaskStatus.Found) { Name = $"synthetic-{options.Seed}" },
            new byte[(long)width * height],
            vessels,
            Circle(anatomy, 0, 0, anatomy.DiscRadius),
            Circle(anatomy, anatomy.FoveaX, anatomy.FoveaY, 0.75),
            anatomy.PixelsPerDegree,
            []);
        var renderer = new FundusRenderer(options, camera, anatomy, vessels, extents);
        renderer.Render(photograph);
        return photograph with { Variations = renderer.Variations };
    }

    private static EyeCircle Circle(EyeAnatomy anatomy, double x, double y, double radius)
    {
        (double cx, double cy) = anatomy.ToPixels(x, y);
        return new EyeCircle(cx, cy, radius * anatomy.PixelsPerDegree);
    }
}
