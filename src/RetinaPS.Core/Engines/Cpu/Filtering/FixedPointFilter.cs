using System.Runtime.CompilerServices;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cpu.Filtering;

/// <summary>
/// The largest response of a bank at each pixel, in whole numbers (<see cref="FixedPointBank"/>), tile by tile on all cores, in the way that
/// costs the bank less. What it makes of a bank is kept as long as the bank lives.
/// </summary>
internal sealed unsafe class FixedPointFilter
{
    private readonly ConditionalWeakTable<FilterBank, ICorrelation> banks = [];

    /// <summary>The bank's largest response at each pixel of a grey image: whole levels of 0 to 255 or float, as the target's format says.</summary>
    public void Maximum(CpuBuffer source, CpuBuffer target, CpuBuffer? index, FilterBank bank) =>
        Maximum(source, target, index, bank.FixedPoint.Unit, banks.GetValue(bank, Choose));

    public static void Maximum(CpuBuffer source, CpuBuffer target, CpuBuffer? index, float unit, ICorrelation correlation)
    {
        int across = (source.Width + correlation.TileColumns - 1) / correlation.TileColumns;
        int down = (source.Height + correlation.TileRows - 1) / correlation.TileRows;
        Parallel.For(
            0,
            across * down,
            () => (Workspace: correlation.CreateWorkspace(), Keys: new long[correlation.TileRows * correlation.TileColumns]),
            (tile, _, work) =>
            {
                int x = tile % across * correlation.TileColumns, y = tile / across * correlation.TileRows;
                var area = new PixelRectangle(x, y, Math.Min(correlation.TileColumns, source.Width - x), Math.Min(correlation.TileRows, source.Height - y));
                correlation.Respond(source, area, work.Workspace, work.Keys);
                for (int row = 0; row < area.Height; row++)
                    Store(unit, work.Keys.AsSpan(row * correlation.TileColumns, area.Width), target, index, ((long)(y + row) * source.Width) + x);
                return work;
            },
            work => work.Workspace.Dispose());
    }

    private static ICorrelation Choose(FilterBank bank)
    {
        var direct = new DirectCorrelation(bank);
        var transform = new TransformCorrelation(bank);
        return direct.Cost <= transform.Cost ? direct : transform;
    }

    private static void Store(float unit, ReadOnlySpan<long> keys, CpuBuffer target, CpuBuffer? index, long start)
    {
        byte* levels = target.Mat.DataPointer + start;
        float* responses = (float*)target.Mat.DataPointer + start;
        byte* numbers = index is null ? null : index.Mat.DataPointer + start;
        bool asFloat = target.Format == PixelFormat.Gray32Float;
        for (int x = 0; x < keys.Length; x++)
        {
            float response = ResponseKey.Response(keys[x]) * unit;
            if (asFloat)
                responses[x] = response;
            else
                levels[x] = (byte)Math.Clamp(MathF.Round(response), 0, 255);
            if (numbers is not null)
                numbers[x] = (byte)ResponseKey.Kernel(keys[x]);
        }
    }
}
