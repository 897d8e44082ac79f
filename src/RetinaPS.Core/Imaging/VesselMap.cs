namespace RetinaPS.Imaging;

/// <summary>
/// The vessels of one photograph: at each pixel how likely it is one, and whether it is taken for one. The pixels stay on the photograph's
/// device until they are exported or the map is disposed.
/// </summary>
public sealed class VesselMap : IDisposable
{
    internal const string MapSuffix = "_vessels";
    internal const string ResponseSuffix = "_response";

    /// <summary>Takes over the planes.</summary>
    internal VesselMap(VesselPlanes planes, EyeMask mask, VesselMapMethod method, string? path, string name)
    {
        (Mask, Method, Threshold, Path, Name) = (mask, method, planes.Threshold, path, name);
        Response = new RetinaImage(planes.Response, path, name + ResponseSuffix, mask);
        Map = new RetinaImage(planes.Map, path, name + MapSuffix, mask);
    }

    /// <summary>How likely each pixel is a vessel, Gray32Float, 0 to 1; 0 outside the eye.</summary>
    public RetinaImage Response { get; }

    /// <summary>Gray8: 255 on vessels, 0 elsewhere.</summary>
    public RetinaImage Map { get; }

    /// <summary>The eye in which vessels were looked for.</summary>
    public EyeMask Mask { get; }

    /// <summary>How they were found.</summary>
    public VesselMapMethod Method { get; }

    /// <summary>The response from which on the map takes a pixel for a vessel.</summary>
    public double Threshold { get; }

    /// <summary>The photograph's file, or null for an image made in memory.</summary>
    public string? Path { get; }

    /// <summary>The photograph's name.</summary>
    public string Name { get; }

    /// <summary>Width in pixels.</summary>
    public int Width => Map.Width;

    /// <summary>Height in pixels.</summary>
    public int Height => Map.Height;

    /// <summary>The device that holds the pixels.</summary>
    public RetinaDevice Device => Map.Device;

    /// <summary>Whether the pixels have been freed.</summary>
    public bool IsDisposed => Map.IsDisposed;

    /// <summary>Frees the pixels of the response and of the map.</summary>
    public void Dispose()
    {
        Response.Dispose();
        Map.Dispose();
    }

    /// <summary>The map as name, size and method.</summary>
    public override string ToString() => $"{Name} {Width}x{Height} {Method}";
}
