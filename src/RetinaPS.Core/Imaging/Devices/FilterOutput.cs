namespace RetinaPS.Imaging;

/// <summary>What a filter bank makes of a plane; the buffers are the caller's to dispose of.</summary>
/// <param name="Response">The largest response at each pixel.</param>
/// <param name="Index">The number of the kernel that gave it, the first of equals, as Gray8; null where nobody asked.</param>
internal readonly record struct FilterOutput(ImageBuffer Response, ImageBuffer? Index) : IDisposable
{
    public void Dispose()
    {
        Response.Dispose();
        Index?.Dispose();
    }
}
