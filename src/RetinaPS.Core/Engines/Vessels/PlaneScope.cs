using RetinaPS.Imaging;

namespace RetinaPS.Engines.Vessels;

/// <summary>Planes that are disposed of together, also where a step fails.</summary>
internal sealed class PlaneScope : IDisposable
{
    private readonly List<ImageBuffer> planes = [];

    public ImageBuffer Keep(ImageBuffer plane)
    {
        planes.Add(plane);
        return plane;
    }

    public ImageBuffer[] Keep(ImageBuffer[] made)
    {
        planes.AddRange(made);
        return made;
    }

    public void Dispose()
    {
        foreach (var plane in planes)
            plane.Dispose();
    }
}
