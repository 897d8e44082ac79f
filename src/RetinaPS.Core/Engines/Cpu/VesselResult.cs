using System.Runtime.InteropServices;
using OpenCvSharp;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Engines.Vessels;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cpu;

/// <summary>Response and map at the photograph's size, from planes of the working size.</summary>
internal static class VesselResult
{
    public static VesselPlanes Make(CpuBuffer response, CpuBuffer cleaned, WorkingEye eye, EyeMask mask, float threshold)
    {
        var full = new CpuBuffer(response.Device, new Mat(mask.Height, mask.Width, MatType.CV_32FC1, Scalar.All(0)));
        var map = new CpuBuffer(response.Device, new Mat(mask.Height, mask.Width, MatType.CV_8UC1, Scalar.All(0)));
        var area = eye.Area;
        Parallel.For(area.Y, area.Y + area.Height, () => new Rows(response, cleaned, area), (y, _, rows) =>
        {
            int from = Math.Max(mask.Extents.First[y], area.X), to = Math.Min(mask.Extents.Last[y], area.X + area.Width - 1);
            if (from > to)
                return rows;
            rows.Response.Read(y - area.Y, from - area.X, MemoryMarshal.Cast<byte, float>(full.Pixels).Slice((y * mask.Width) + from, to + 1 - from));
            var values = rows.Values.AsSpan(0, to + 1 - from);
            rows.Cleaned.Read(y - area.Y, from - area.X, values);
            var levels = map.Pixels.Slice((y * mask.Width) + from, values.Length);
            for (int i = 0; i < values.Length; i++)
                levels[i] = values[i] > threshold ? byte.MaxValue : byte.MinValue;
            return rows;
        }, _ => { });
        return new VesselPlanes(full, map, VesselMapper.Threshold);
    }

    /// <summary>What one thread reads rows with.</summary>
    private sealed class Rows(CpuBuffer response, CpuBuffer cleaned, PixelRectangle area)
    {
        public LinearRows Response { get; } = new(response, area.Width, area.Height);

        public LinearRows Cleaned { get; } = new(cleaned, area.Width, area.Height);

        public float[] Values { get; } = new float[area.Width];
    }
}
