using RetinaPS.Cuda;
using RetinaPS.Engines.Vessels;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>The vessel methods' steps on a GPU.</summary>
internal sealed class VesselSteps(CudaEngine engine, KernelModules kernels, EyeSearch.Maker make) : IVesselSteps
{
    private readonly VesselKernels vessels = new(kernels);

    private CudaStream Stream => engine.Cuda.CurrentStream;

    public ImageBuffer InvertedGreen(ImageBuffer image, WorkingEye eye)
    {
        using var scope = new PlaneScope();
        var plane = scope.Keep(engine.ExtractChannel(image, ImageChannel.Green, invert: true));
        if ((eye.Area.Width, eye.Area.Height) != (plane.Width, plane.Height))
            plane = scope.Keep(engine.Crop(plane, eye.Area));
        return eye.Width <= plane.Width && eye.Height <= plane.Height
            ? engine.Resize(plane, eye.Width, eye.Height)
            : make(eye.Width, eye.Height, PixelFormat.Gray8, target => vessels.Enlarge(Stream, (CudaBuffer)plane, target));
    }

    public ImageBuffer FillOutside(ImageBuffer plane, RowExtents inside) => inside.PixelCount == 0
        ? plane.AddReference()
        : make(plane.Width, plane.Height, PixelFormat.Gray8, target =>
        {
            using var region = OnDevice(inside);
            vessels.FillOutside(Stream, (CudaBuffer)plane, target, region);
        });

    public ImageBuffer Maximum(ImageBuffer plane, FilterBank bank) => engine.FilterMaximum(plane, bank, FilterResponse.Float, withIndex: false).Response;

    public ImageBuffer BoxMean(ImageBuffer plane, int side) => MakeLike(plane, target => vessels.BoxMean(Stream, (CudaBuffer)plane, target, side / 2));

    public PlaneStatistics Measure(ImageBuffer plane, RowExtents inside)
    {
        using var region = OnDevice(inside);
        return vessels.Measure(Stream, (CudaBuffer)plane, region, inside.PixelCount);
    }

    public ImageBuffer MatchedResponse(ImageBuffer matched, ImageBuffer derivative, RowExtents inside, MatchedThreshold threshold) => MakeLike(matched, target =>
    {
        using var region = OnDevice(inside);
        vessels.MatchedResponse(Stream, (CudaBuffer)matched, (CudaBuffer)derivative, target, region, threshold);
    });

    public ImageBuffer Larger(ImageBuffer first, ImageBuffer second) =>
        MakeLike(first, target => vessels.Larger(Stream, (CudaBuffer)first, (CudaBuffer)second, target));

    public ImageBuffer LowerComponents(ImageBuffer response, ComponentRule rule) =>
        MakeLike(response, target => vessels.LowerComponents(Stream, (CudaBuffer)response, target, rule));

    public VesselPlanes Finish(ImageBuffer response, ImageBuffer cleaned, WorkingEye eye, EyeMask mask, float threshold)
    {
        using var region = OnDevice(mask.Extents);
        CudaBuffer? full = null;
        var map = make(mask.Width, mask.Height, PixelFormat.Gray8, target => full = make(mask.Width, mask.Height, PixelFormat.Gray32Float, values =>
            vessels.Finish(Stream, (CudaBuffer)response, (CudaBuffer)cleaned, eye, region, threshold, values, target)));
        return new VesselPlanes(full!, map, threshold);
    }

    private ImageBuffer MakeLike(ImageBuffer plane, Action<CudaBuffer> compute) => make(plane.Width, plane.Height, PixelFormat.Gray32Float, compute);

    private MaskMemory OnDevice(RowExtents region) => new(engine.Cuda, Stream, region);
}
