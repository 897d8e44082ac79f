namespace RetinaPS.Batch.Manifest;

/// <summary>
/// What a run was about to write, recorded before any of it existed: whatever a killed run has left at these places is its own.
/// </summary>
/// <param name="Source">The photograph's file, or its name.</param>
/// <param name="Destination">The result's file.</param>
/// <param name="MaskDestination">The mask's file, or null.</param>
internal sealed record ManifestIntent(string Source, string Destination, string? MaskDestination);
