using System.IO.Hashing;

namespace RetinaPS.Batch.Manifest;

/// <summary>The hash by which manifests know a content again: XxHash128, which is as fast as memory and guards against accidents, not against forgers.</summary>
internal static class ContentHash
{
    public static string Of(ReadOnlySpan<byte> content) => XxHash128.HashToUInt128(content).ToString("x32", null);

    /// <summary>The hash of a whole file, read as a stream.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static string OfFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var hash = new XxHash128();
        hash.Append(file);
        return hash.GetCurrentHashAsUInt128().ToString("x32", null);
    }
}
