namespace RetinaPS.Reports;

/// <summary>The pictures of one photograph and of its result; null where there is none.</summary>
internal readonly record struct ThumbnailPair(byte[]? Before, byte[]? After);
