namespace RetinaPS.Batch.Manifest;

/// <summary>
/// What a run was about to write, recorded before any of it existed: by place and content a file that a killed run has left is known as its own.
/// </summary>
/// <param name="Source">The photograph's file, or its name.</param>
/// <param name="Destination">The result's file.</param>
/// <param name="DestinationHash">Its content's hash.</param>
/// <param name="MaskDestination">The mask's file, or null.</param>
/// <param name="MaskHash">Its content's hash, or null.</param>
internal sealed record ManifestIntent(string Source, string Destination, string DestinationHash, string? MaskDestination, string? MaskHash);
