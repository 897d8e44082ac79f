namespace RetinaPS.Imaging;

/// <summary>The response to a filter bank, and which kernel gave it. Both images are named after the source.</summary>
public sealed class MatchedFilterResponse : IDisposable
{
    internal MatchedFilterResponse(RetinaImage response, RetinaImage index, FilterBank bank)
    {
        (Response, Index, Bank) = (response, index, bank);
    }

    /// <summary>The source's name.</summary>
    public string Name => Response.Name;

    /// <summary>The largest response at each pixel.</summary>
    public RetinaImage Response { get; }

    /// <summary>
    /// The number of the kernel that gave the response, as a grey level: <see cref="Bank"/>.Kernels[number] tells its orientation and scale.
    /// Where several answer alike, it is the first of them.
    /// </summary>
    public RetinaImage Index { get; }

    /// <summary>The bank.</summary>
    public FilterBank Bank { get; }

    /// <summary>Frees the pixels of both images.</summary>
    public void Dispose()
    {
        Response.Dispose();
        Index.Dispose();
    }
}
