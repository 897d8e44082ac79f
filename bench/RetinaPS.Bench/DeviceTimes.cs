using System.Globalization;
using System.Text.Json;
using RetinaPS.Cuda;
using RetinaPS.Devices;
using RetinaPS.Engines.Cuda;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Synthetic;

namespace RetinaPS.Bench;

/// <summary>Times operations on several copies of a photograph in turn, so that the next one is never in the cache.</summary>
internal static class DeviceTimes
{
    private const int Copies = 6;
    private const int Rounds = 20;

    public static int Run(int width, int height)
    {
        var device = RetinaDevices.Find("Cuda:0");
        var engine = (CudaEngine)device.Engine;
        var cuda = engine.Cuda;
        var sample = SyntheticFundus.Create(new SyntheticFundusOptions { Seed = 3, Width = width, Height = height, FillFrame = false });
        var images = Enumerable.Range(0, Copies)
            .Select(_ => (CudaBuffer)engine.Upload(sample.Bgr, width, height, PixelFormat.Bgr24)).ToArray();
        var grays = images.Select(image => (CudaBuffer)engine.ToGray(image)).ToArray();
        var mask = engine.FindEye(images[0], new EyeMaskOptions()) ?? sample.EyeMask;
        var histogram = new ColorHistogram(null, "sample", engine.CountLevels(images[0], mask.Extents), false);
        var reference = ColorReference.FromHistograms([histogram]);
        var tables = reference.TablesFor(histogram);
        var plan = new PreprocessPlan { Reference = reference, KnownMask = mask };

        var target = (CudaBuffer)engine.Crop(images[0], new PixelRectangle(0, 0, width, height));
        var delay = RetinaPS.Engines.OpenCv.MatchedFilterKernels.Build(FilterKind.Gaussian, 5.2, 63, 3, 12, FilterRotation.Warp);

        Report("fused plan without the eye search", images, image => engine.Enhance(cuda.CurrentStream, image, target, mask, plan, launchesOnly: true));
        Report("eye search, device part: working image", images, image => Release(engine.ShrinkForEyeSearch(image, 512)));
        Report("eye mask, Canny at working size 512", images, image => engine.QueueCanny(image, new EyeMaskOptions(EyeMaskMethod.Canny, 4, 512)));
        Report("eye mask, Canny at full size", images, image => engine.QueueCanny(image, new EyeMaskOptions(EyeMaskMethod.Canny, 4, 0)));
        Report("CLAHE of one channel", grays, image => Release(engine.Clahe(image, new ClaheOptions())));
        Report("CLAHE of V", images, image => Release(engine.Clahe(image, new ClaheOptions())));
        Report("level counts of three channels", images, image => engine.CountLevels(image, mask.Extents));
        Report("look-up tables of three channels", images, image => Release(engine.ApplyTables(image, tables)));
        Report("histogram specification of three channels", images, image => engine.Specify(cuda.CurrentStream, image, mask, plan).Dispose());
        Report("chain step by step, without the eye search", images, image =>
        {
            var specified = engine.Specify(cuda.CurrentStream, image, mask, plan);
            var equalized = engine.Clahe(specified, new ClaheOptions());
            Release(engine.ApplyMask(equalized, mask.Extents));
            Release(equalized);
            Release(specified);
        });
        Report("grey", images, image => Release(engine.ToGray(image)));
        Report("mask", images, image => Release(engine.ApplyMask(image, mask.Extents)));
        Report("pyramid down", images, image => Release(engine.PyramidDown(image, 1, false)));
        Report("pyramid down and blur", images, image => Release(engine.PyramidDown(image, 1, true)));
        Report("resize to 1024", images, image => Release(engine.Resize(image, 1024, (int)Math.Round(1024.0 * height / width))));
        foreach (var method in Enum.GetValues<VesselMapMethod>())
        {
            Report($"vessels, {method}, without the eye search", images, image =>
            {
                var planes = engine.MapVessels(image, mask, method);
                Release(planes.Response);
                Release(planes.Map);
            });
        }

        foreach (var (length, sigma) in new[] { (15, 5.0), (31, 5.2), (63, 5.2) })
        {
            var bank = RetinaPS.Engines.OpenCv.MatchedFilterKernels.Build(FilterKind.Gaussian, sigma, length, 3, 12, FilterRotation.Warp);
            Report($"filter bank, 12 kernels of {bank.Kernels[0].Width} x {bank.Kernels[0].Height}, float", grays, image => engine.FilterMaximum(image, bank, FilterResponse.Float, withIndex: false).Dispose());
        }

        foreach (var image in images.Concat(grays).Append(target))
            image.Dispose();
        return 0;

        void Report(string what, CudaBuffer[] buffers, Action<CudaBuffer> operation)
        {
            using var start = new CudaEvent(cuda, timing: true);
            using var stop = new CudaEvent(cuda, timing: true);
            var stream = cuda.CurrentStream;
            var times = new List<double>();
            for (int i = 0; i < Rounds * Copies; i++)
            {
                // Work that takes longer than queueing what is measured: the device then never waits for the host in between.
                engine.FilterMaximum(grays[0], delay, FilterResponse.Float, withIndex: false).Dispose();
                start.Record(stream);
                operation(buffers[i % Copies]);
                stop.Record(stream);
                stop.Synchronize();
                if (i >= Copies)
                    times.Add(CudaEvent.Elapsed(start, stop).TotalMilliseconds);
            }

            times.Sort();
            Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["what"] = what,
                ["unit"] = "ms",
                ["ours"] = Math.Round(times[times.Count / 2], 4),
                ["minimum"] = Math.Round(times[0], 4),
                ["device"] = device.Name,
                ["size"] = string.Create(CultureInfo.InvariantCulture, $"{width} x {height}"),
            }));
        }
    }

    private static void Release(ImageBuffer image) => image.Dispose();
}
