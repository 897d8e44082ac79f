using RetinaPS.Cuda;
using RetinaPS.Engines.Vessels;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>The vessel methods' steps on a GPU.</summary>
internal sealed class VesselSteps(CudaEngine engine, KernelModules kernels, EyeSearch.Maker make) : IVesselSteps
{
    private readonly VesselKernels vessels = new(kernels);

    private CudaStream Stream => engine.Cuda.CurrentStream;

    public ImageBuffer Green(ImageBuffer image, WorkingEye eye)
    {
        using var scope = new PlaneScope();
        var plane = scope.Keep(engine.ExtractChannel(image, ImageChannel.Green, invert: false));
        if ((eye.Area.Width, eye.Area.Height) != (plane.Width, plane.Height))
            plane = scope.Keep(engine.Crop(plane, eye.Area));
        return eye.Width <= plane.Width && eye.Height <= plane.Height
            ? engine.Resize(plane, eye.Width, eye.Height)
            : make(eye.Width, eye.Height, PixelFormat.Gray8, target => vessels.Enlarge(Stream, On(plane), target));
    }

    public ImageBuffer FillOutside(ImageBuffer plane, RowExtents inside) => inside.PixelCount == 0
        ? plane.Share()
        : make(plane.Width, plane.Height, PixelFormat.Gray8, target =>
        {
            using var region = OnDevice(inside);
            vessels.FillOutside(Stream, On(plane), target, region);
        });

    public ImageBuffer ToFloat(ImageBuffer plane) => MakeLike(plane, target => vessels.ToFloat(Stream, On(plane), target));

    public ImageBuffer Coarse(ImageBuffer plane, int times, float[] taps)
    {
        using var scope = new PlaneScope();
        var small = scope.Keep(engine.Resize(plane, Dim3.DivideUp(plane.Width, times), Dim3.DivideUp(plane.Height, times)));
        return MakeLike(small, target =>
        {
            var between = scope.Keep(MakeLike(small, _ => { }));
            vessels.Blur(Stream, On(small), On(between), target, taps);
        });
    }

    public ImageBuffer Darkness(ImageBuffer plane, ImageBuffer coarseLight) =>
        MakeLike(plane, target => vessels.Darkness(Stream, On(plane), On(coarseLight), target));

    public ImageBuffer Squared(ImageBuffer plane) => MakeLike(plane, target => vessels.Square(Stream, On(plane), target));

    public ImageBuffer Normalized(ImageBuffer darkness, ImageBuffer coarseSquares) => make(
        darkness.Width, darkness.Height, PixelFormat.Gray8, target => vessels.Normalize(Stream, On(darkness), On(coarseSquares), target));

    public ImageBuffer[] Maxima(ImageBuffer plane, IReadOnlyList<FilterBank> banks) => ((IRetinaEngine)engine).FilterMaxima(plane, banks);

    public ImageBuffer RectifiedSum(IReadOnlyList<ImageBuffer> planes, IReadOnlyList<float> weights) => MakeLike(planes[0], sums =>
    {
        Stream.Fill(sums.Memory, 0);
        foreach (var (plane, weight) in planes.Zip(weights))
            vessels.AddRectified(Stream, On(plane), sums, weight);
    });

    public ImageBuffer Less(ImageBuffer plane, ImageBuffer other, float weight) =>
        MakeLike(plane, target => vessels.Less(Stream, On(plane), On(other), target, weight));

    public ImageBuffer LineMaximum(IReadOnlyList<ImageBuffer> planes, IReadOnlyList<LineHalves> lines, float whole, float weaker) => MakeLike(planes[0], target =>
    {
        Stream.Fill(target.Memory, 0);
        vessels.RaiseLines(Stream, [.. planes.Select(On)], target, lines, whole, weaker);
    });

    public ImageBuffer Blend(ImageBuffer lines, float factor, ImageBuffer normalized, float weight) =>
        MakeLike(lines, target => vessels.Blend(Stream, On(lines), factor, On(normalized), weight, target));

    public ImageBuffer Closed(ImageBuffer plane) => MakeLike(plane, target =>
    {
        using var scope = new PlaneScope();
        var dilated = scope.Keep(MakeLike(plane, larger => vessels.Dilate(Stream, On(plane), larger)));
        vessels.Erode(Stream, On(dilated), target);
    });

    public ImageBuffer Divided(ImageBuffer plane, float divisor) => MakeLike(plane, target => vessels.Divide(Stream, On(plane), target, divisor));

    public ImageBuffer BoxMean(ImageBuffer plane, int side) => MakeLike(plane, target => vessels.BoxMean(Stream, On(plane), target, side / 2));

    public PlaneStatistics Measure(ImageBuffer plane, RowExtents inside)
    {
        using var region = OnDevice(inside);
        return vessels.Measure(Stream, On(plane), region, inside.PixelCount);
    }

    public ImageBuffer MatchedResponse(ImageBuffer matched, ImageBuffer derivative, RowExtents inside, MatchedThreshold threshold) => MakeLike(matched, target =>
    {
        using var region = OnDevice(inside);
        vessels.MatchedResponse(Stream, On(matched), On(derivative), target, region, threshold);
    });

    public ImageBuffer Larger(ImageBuffer first, ImageBuffer second) => MakeLike(first, target => vessels.Larger(Stream, On(first), On(second), target));

    public ImageBuffer LowerComponents(ImageBuffer response, RowExtents inside, ComponentRule rule) => MakeLike(response, target =>
    {
        using var region = OnDevice(inside);
        vessels.LowerComponents(Stream, On(response), target, region, rule);
    });

    public ImageBuffer Probability(ImageBuffer plane, float threshold) =>
        MakeLike(plane, target => vessels.Probability(Stream, On(plane), target, threshold));

    public VesselPlanes Finish(ImageBuffer response, ImageBuffer cleaned, WorkingEye eye, EyeMask mask, float threshold)
    {
        using var region = OnDevice(mask.Extents);
        CudaBuffer? full = null;
        var map = make(mask.Width, mask.Height, PixelFormat.Gray8, target => full = make(mask.Width, mask.Height, PixelFormat.Gray32Float, values =>
            vessels.Finish(Stream, On(response), On(cleaned), eye, region, threshold, values, target)));
        return new VesselPlanes(full!, map, VesselMapper.Threshold);
    }

    private static CudaBuffer On(ImageBuffer plane) => (CudaBuffer)plane;

    private ImageBuffer MakeLike(ImageBuffer plane, Action<CudaBuffer> compute) => make(plane.Width, plane.Height, PixelFormat.Gray32Float, compute);

    private MaskMemory OnDevice(RowExtents region) => new(Stream, region);
}
