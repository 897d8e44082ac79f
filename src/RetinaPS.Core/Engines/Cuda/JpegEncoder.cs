using System.Collections.Concurrent;
using RetinaPS.Cuda;
using RetinaPS.Files;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>
/// Encodes 8-bit images to the very bytes that the processor's encoder makes of them: the family <c>jpeg_encode</c> makes the coded data, and
/// only these come to the host.
/// </summary>
internal sealed class JpegEncoder(KernelModules kernels, Func<IRetinaEngine> host)
{
    private const int LargestSide = 65500;
    private const int CodeThreads = 256;
    private const int GroupThreads = 192;
    private readonly JpegEncodeLauncher launch = new(kernels);

    // A failure is not kept: the next caller tries again.
    private readonly ConcurrentDictionary<(PixelFormat Format, int Quality), Lazy<JpegCodingTables?>> known = new();

    /// <summary>Encodes an image.</summary>
    /// <returns>The file; null where the processor must encode it.</returns>
    public PooledFile? TryEncode(CudaStream stream, CudaBuffer image, int quality)
    {
        if (image.Format == PixelFormat.Gray32Float || Math.Max(image.Width, image.Height) > LargestSide)
            return null;
        var tables = known.GetOrAdd((image.Format, quality), key => new Lazy<JpegCodingTables?>(() =>
            JpegTemplate.Create(host(), key.Format, key.Quality) is { } template ? new JpegCodingTables(stream, template) : null,
            LazyThreadSafetyMode.PublicationOnly)).Value;
        if (tables is null)
            return null;
        using var context = kernels.Device.Enter();
        var (data, bits) = Code(stream, image, tables);
        using (data)
        {
            int bytes = checked((int)((bits + 7) / 8));
            using var coded = kernels.Device.PinnedMemory.Rent(bytes);
            stream.CopyToHost(data, 0, coded, 0, bytes);
            coded.Synchronize();
            return JpegFileWriter.Write(tables.Template, image.Width, image.Height, coded.Span, bits);
        }
    }

    /// <summary>The coded data, without the zeros that follow bytes of ones in a file, and how many bits they are.</summary>
    private (DeviceMemory Data, long Bits) Code(CudaStream stream, CudaBuffer image, JpegCodingTables tables)
    {
        var memory = kernels.Device.Memory;
        bool isColor = image.Format == PixelFormat.Bgr24;
        int blocksOfUnit = isColor ? 6 : 1, side = isColor ? 16 : 8, unitsOfGroup = isColor ? 4 : 24;
        int across = Dim3.DivideUp(image.Width, side), down = Dim3.DivideUp(image.Height, side), blocks = across * down * blocksOfUnit;
        int chunks = Dim3.DivideUp(blocks, CodeThreads);
        const int blockBytes = 64 * sizeof(short);
        using var coefficients = memory.Allocate((long)blocks * blockBytes, stream);
        using var offsets = memory.Allocate((long)blocks * sizeof(uint), stream);
        using var totals = memory.Allocate((long)chunks * sizeof(uint), stream);
        using var starts = memory.Allocate((chunks + 1L) * sizeof(ulong), stream);
        Dim3 grid = (Dim3.DivideUp(across, unitsOfGroup), down);
        var (pixels, pitch, divisors) = (image.Memory, image.Pitch, tables.Divisors);
        if (isColor)
            launch.JpegBlocksBgr(grid, GroupThreads, stream, pixels, pitch, image.Width, image.Height, divisors, coefficients);
        else
            launch.JpegBlocksGray(grid, GroupThreads, stream, pixels, pitch, image.Width, image.Height, divisors, coefficients);
        launch.JpegCountBits(
            chunks, CodeThreads, stream, coefficients, blocks, blocksOfUnit, tables.Codes, offsets, totals);
        launch.JpegSumTotals(1, CodeThreads, stream, totals, chunks, starts);
        Span<ulong> bits = stackalloc ulong[1];
        stream.Download(starts, bits, (long)chunks * sizeof(ulong));

        var coded = memory.Allocate(checked((int)((bits[0] + 31) / 32)) * (long)sizeof(uint), stream).After(data =>
        {
            stream.Fill(data, 0);
            launch.JpegWriteBits(
                chunks, CodeThreads, stream,
                coefficients, blocks, blocksOfUnit, tables.Codes, offsets, starts, data);
        });
        return (coded, (long)bits[0]);
    }
}
