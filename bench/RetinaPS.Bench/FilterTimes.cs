using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using OpenCvSharp;
using RetinaPS.Cuda;
using RetinaPS.Devices;
using RetinaPS.Engines.Cuda;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Imaging;

namespace RetinaPS.Bench;

/// <summary>
/// Times filter banks that bench/filter_bank.py has written to a folder, and writes the responses for it to judge. A bank is
/// kernels-COUNTxROWSxCOLUMNS.raw, single precision; the plane is plane-WIDTHxHEIGHT.raw, bytes.
/// </summary>
internal static class FilterTimes
{
    private const int Copies = 6;

    public static int Run(string folder, string deviceName)
    {
        var device = RetinaDevices.Find(deviceName);
        string planeFile = Directory.GetFiles(folder, "plane-*.raw").Single();
        int[] size = Numbers(planeFile);
        byte[] pixels = File.ReadAllBytes(planeFile);
        var planes = Enumerable.Range(0, Copies).Select(_ => device.Engine.Upload(pixels, size[0], size[1], PixelFormat.Gray8)).ToArray();
        foreach (string file in Directory.GetFiles(folder, "kernels-*.raw").Order(StringComparer.Ordinal))
        {
            int[] shape = Numbers(file);
            float[] weights = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray();
            var bank = new FilterBank([.. weights.Chunk(shape[1] * shape[2]).Select(kernel => FilterKernel.Custom(shape[2], shape[1], kernel))]);
            var response = device.Engine.FilterMaximum(planes[0], bank, FilterResponse.Float, withIndex: false).Response;
            var values = new byte[response.ByteCount];
            device.Engine.Download(response, values);
            response.Dispose();
            File.WriteAllBytes(file.Replace("kernels-", "ours-", StringComparison.Ordinal), values);
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            double[] times = device.Engine is CudaEngine engine ? DeviceMilliseconds(engine, planes, bank) : HostMilliseconds(device.Engine, planes, bank);
            Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["what"] = string.Create(CultureInfo.InvariantCulture, $"{shape[0]} kernels of {shape[1]} x {shape[2]}"),
                ["ours"] = Math.Round(times[times.Length / 2], 4),
                ["minimum"] = Math.Round(times[0], 4),
                ["processor"] = Math.Round((Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / times.Length, 1),
                ["device"] = device.Name,
                ["filter2D"] = device.Engine is CudaEngine ? 0 : Math.Round(OpenCvMilliseconds(((CpuBuffer)planes[0]).Mat, weights, shape), 4),
            }));
        }

        return 0;
    }

    private static int[] Numbers(string file) =>
        [.. Path.GetFileNameWithoutExtension(file).Split('-')[1].Split('x').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];

    private static double[] DeviceMilliseconds(CudaEngine engine, ImageBuffer[] planes, FilterBank bank)
    {
        using var start = new CudaEvent(engine.Cuda, timing: true);
        using var stop = new CudaEvent(engine.Cuda, timing: true);
        var stream = engine.Cuda.CurrentStream;
        var times = new List<double>();
        for (int i = 0; i < 10 * Copies; i++)
        {
            // Work queued before, so that the device does not wait for the host in between.
            for (int before = 0; before < 3; before++)
                engine.FilterMaximum(planes[(i + 1) % Copies], bank, FilterResponse.Float, withIndex: false).Dispose();
            start.Record(stream);
            engine.FilterMaximum(planes[i % Copies], bank, FilterResponse.Float, withIndex: false).Dispose();
            stop.Record(stream);
            stop.Synchronize();
            if (i >= Copies)
                times.Add(CudaEvent.Elapsed(start, stop).TotalMilliseconds);
        }

        return [.. times.Order()];
    }

    /// <summary>The module's own OpenCV, filter2D once a kernel and a running maximum.</summary>
    private static double OpenCvMilliseconds(Mat plane, float[] weights, int[] shape)
    {
        using var best = new Mat();
        using var single = new Mat();
        var times = new List<double>();
        for (int i = 0; i < 3; i++)
        {
            long start = Stopwatch.GetTimestamp();
            foreach (var (number, kernel) in weights.Chunk(shape[1] * shape[2]).Index())
            {
                using var matrix = Mat.FromPixelData(shape[1], shape[2], MatType.CV_32FC1, kernel);
                Cv2.Filter2D(plane, number == 0 ? best : single, MatType.CV_32F, matrix);
                if (number > 0)
                    Cv2.Max(best, single, best);
            }

            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times.Order().ElementAt(1);
    }

    private static double[] HostMilliseconds(IRetinaEngine engine, ImageBuffer[] planes, FilterBank bank)
    {
        var times = new List<double>();
        for (int i = 0; i < 5; i++)
        {
            long start = Stopwatch.GetTimestamp();
            engine.FilterMaximum(planes[i % Copies], bank, FilterResponse.Float, withIndex: false).Dispose();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return [.. times.Order()];
    }
}
