using System.Buffers;

namespace RetinaPS.Files;

/// <summary>
/// A whole file in a buffer that others use again: a batch reads and writes a gigabyte a second, and arrays of that size, each made anew, would keep
/// the collector at work. Nobody may keep the bytes beyond <see cref="Dispose"/>.
/// </summary>
internal sealed class PooledFile : IDisposable
{
    private readonly int length;
    private readonly bool isRented;
    private byte[]? buffer;

    private PooledFile(byte[] buffer, int length, bool isRented = true) => (this.buffer, this.length, this.isRented) = (buffer, length, isRented);

    public ReadOnlyMemory<byte> Bytes => WritableBytes;

    /// <summary>The bytes, for who makes the file.</summary>
    public Memory<byte> WritableBytes => new(buffer ?? throw new ObjectDisposedException(nameof(PooledFile)), 0, length);

    /// <summary>A file of that length, with any content.</summary>
    public static PooledFile Rent(int length) => new(ArrayPool<byte>.Shared.Rent(length), length);

    /// <summary>A file in an array that nobody else uses.</summary>
    public static PooledFile Of(byte[] bytes) => new(bytes, bytes.Length, isRented: false);

    /// <summary>Reads a file's bytes, as many as it has when it is opened.</summary>
    /// <exception cref="RetinaException">FileNotFound, or DecodeFailed where it cannot be read.</exception>
    public static PooledFile Read(string path) => FileReader.Attempt(path, () =>
    {
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        int length = checked((int)RandomAccess.GetLength(file));
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            int read = 0;
            for (int more = -1; read < length && more != 0; read += more)
                more = RandomAccess.Read(file, buffer.AsSpan(read, length - read), read);
            return new PooledFile(buffer, read);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    });

    public void Dispose()
    {
        if (Interlocked.Exchange(ref buffer, null) is { } used && isRented)
            ArrayPool<byte>.Shared.Return(used);
    }
}
