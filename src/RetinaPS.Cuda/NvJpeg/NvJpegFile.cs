namespace RetinaPS.Cuda.NvJpeg;

/// <summary>A file to decode, and where its planes go.</summary>
/// <param name="bytes">The file; nobody changes it before it is decoded.</param>
/// <param name="memory">The memory that holds all planes.</param>
/// <param name="planes">The planes.</param>
internal sealed class NvJpegFile(ReadOnlyMemory<byte> bytes, DeviceMemory memory, IReadOnlyList<NvJpegPlane> planes)
{
    public ReadOnlyMemory<byte> Bytes => bytes;

    public DeviceMemory Memory => memory;

    public IReadOnlyList<NvJpegPlane> Planes => planes;

    /// <summary>The planes as nvJPEG takes them; valid while the memory is held.</summary>
    internal NvJpegImage ToImage()
    {
        var image = default(NvJpegImage);
        for (int i = 0; i < planes.Count; i++)
        {
            var rows = planes[i].Rows;
            rows.CheckRange(planes[i].Width, planes[i].Height);
            image.Addresses[i] = rows.Memory.Pointer + (ulong)rows.Offset;
            image.Pitches[i] = (ulong)rows.Pitch;
        }

        return image;
    }
}
