namespace RetinaPS.Reports;

/// <summary>The files that one row's thumbnails are made of; null where there is none to be made.</summary>
/// <param name="Name">The photograph's name, for progress.</param>
/// <param name="Source">The photograph.</param>
/// <param name="Destination">Its result.</param>
internal sealed record ThumbnailTask(string Name, string? Source, string? Destination)
{
    public ThumbnailPair Make(int size) => new(Source is null ? null : Thumbnail.Of(Source, size), Destination is null ? null : Thumbnail.Of(Destination, size));
}
