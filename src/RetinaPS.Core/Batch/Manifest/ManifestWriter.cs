using System.Buffers;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace RetinaPS.Batch.Manifest;

/// <summary>
/// Appends to a manifest, from any thread: each line goes to the system in one call, so that a process which is killed leaves at most one
/// line that is not whole. One process at a time writes a manifest; a lock file beside it, whose lock ends with the process, sees to that.
/// </summary>
internal sealed class ManifestWriter : IDisposable
{
    // What the system answers when another process holds the lock: EAGAIN of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] LockIsHeld = [11, 35, unchecked((int)0x80070020)];

    private readonly Lock gate = new();
    private readonly string path;
    private readonly FileStream @lock;
    private readonly SafeFileHandle file;
    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter json;
    private long length;

    /// <summary>Opens a manifest to append to it, and makes it where it is missing.</summary>
    /// <exception cref="RetinaException">ManifestInUse, InvalidManifest or WriteFailed.</exception>
    public ManifestWriter(string path)
    {
        this.path = path;
        @lock = Lock(path);
        try
        {
            if (File.Exists(path))
                ManifestReader.RequireManifest(path);
            file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            length = RandomAccess.GetLength(file);
            EndTornLine();
        }
        catch (Exception e)
        {
            file?.Dispose();
            @lock.Dispose();
            if (e is IOException or UnauthorizedAccessException or NotSupportedException)
                throw RetinaErrors.WriteFailed(path, null, e);
            throw;
        }

        json = new Utf8JsonWriter(buffer, ManifestLines.Options);
    }

    /// <exception cref="RetinaException">WriteFailed.</exception>
    public void Append(ManifestRun run) => Append(() => ManifestLines.Write(json, run), run.Id);

    /// <exception cref="RetinaException">WriteFailed.</exception>
    public void Append(ManifestIntent intent) => Append(() => ManifestLines.Write(json, intent), intent.Source);

    /// <exception cref="RetinaException">WriteFailed.</exception>
    public void Append(PreprocessResult result) => Append(() => ManifestLines.Write(json, result), result.Source);

    /// <exception cref="RetinaException">WriteFailed.</exception>
    public void Append(ManifestEnd end) => Append(() => ManifestLines.Write(json, end), path);

    public void Dispose()
    {
        lock (gate)
        {
            json.Dispose();
            file.Dispose();
            @lock.Dispose();
        }
    }

    private static FileStream Lock(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(
                path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (LockIsHeld.Contains(e.HResult))
        {
            throw RetinaErrors.ManifestInUse(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw RetinaErrors.WriteFailed(path, null, e);
        }
    }

    private void EndTornLine()
    {
        Span<byte> last = stackalloc byte[1];
        if (length == 0 || (RandomAccess.Read(file, last, length - 1) == 1 && last[0] == '\n'))
            return;
        RandomAccess.Write(file, "\n"u8, length);
        length++;
    }

    private void Append(Action write, string source)
    {
        lock (gate)
        {
            buffer.ResetWrittenCount();
            json.Reset();
            write();
            json.Flush();
            buffer.Write("\n"u8);
            try
            {
                RandomAccess.Write(file, buffer.WrittenSpan, length);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next line takes the place of what was written of this one.
                throw RetinaErrors.WriteFailed(path, source, e);
            }

            length += buffer.WrittenCount;
        }
    }
}
