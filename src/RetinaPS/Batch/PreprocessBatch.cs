using System.Diagnostics;
using RetinaPS.Engines;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;

namespace RetinaPS.Batch;

/// <summary>Takes one photograph from its file through the chain to its result's file, on any thread.</summary>
internal sealed class PreprocessBatch(RetinaDevice device, PreprocessPlan plan, long maximumPixels, int quality, bool overwrite)
{
    /// <summary>Never throws for what is wrong with one photograph: that comes back as the output's error.</summary>
    public PreprocessOutput Process(PreprocessItem item, CancellationToken stop)
    {
        try
        {
            return Run(item, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One photograph, whatever is wrong with it, must not end a run of many.
            string source = item.Source ?? item.Name;
            return new PreprocessOutput(item, null, null, null, DeviceErrors.Translate(e, source) ?? RetinaErrors.Unexpected(source, e));
        }
        finally
        {
            item.Pixels?.Release();
        }
    }

    public static void Discard(PreprocessOutput output) => output.Image?.Dispose();

    public static void Abandon(PreprocessItem item) => item.Pixels?.Release();

    private PreprocessOutput Run(PreprocessItem item, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (!overwrite)
            RequireAbsent(item);
        var clock = new StageClock();
        var input = item.Pixels?.AddReference() ?? device.Engine.Decode(ImageFileLoader.Read(item.Source!, maximumPixels), color: true);
        PreprocessOutcome outcome;
        try
        {
            clock.Lap();
            stop.ThrowIfCancellationRequested();
            outcome = input.Device.Engine.Preprocess(
                input, plan with { SourceName = item.Source ?? item.Name, KnownMask = item.Mask }, overwriteInput: item.Pixels is null);
        }
        finally
        {
            input.Release();
        }

        clock.Lap();
        var image = new RetinaImage(outcome.Image, item.Source, item.Name, outcome.ResultMask.For(item.Source, item.Name));
        if (item.Destination is null)
            return new PreprocessOutput(item, null, image, outcome.EyeMask, null);
        using (image)
            Write(image, item, stop);
        return new PreprocessOutput(item, Describe(item, image, outcome.EyeMask, clock), null, outcome.EyeMask, null);
    }

    private static void RequireAbsent(PreprocessItem item)
    {
        if (item.Outputs.FirstOrDefault(File.Exists) is { } file)
            throw RetinaErrors.DestinationExists(file, item.Source);
    }

    private void Write(RetinaImage image, PreprocessItem item, CancellationToken stop)
    {
        byte[] encoded = ImageFileEncoder.Encode(image, item.Format, quality, item.Destination!);
        stop.ThrowIfCancellationRequested();
        if (item.MaskDestination is not null)
            AtomicFile.Write(item.MaskDestination, MaskFile.Encode(image.Mask!), overwrite, item.Source);
        AtomicFile.Write(item.Destination!, encoded, overwrite, item.Source);
    }

    private static PreprocessResult Describe(PreprocessItem item, RetinaImage image, EyeMask mask, StageClock clock)
    {
        clock.Lap();
        return new PreprocessResult
        {
            Source = item.Source ?? item.Name,
            Destination = item.Destination!,
            MaskDestination = item.MaskDestination,
            Width = image.Width,
            Height = image.Height,
            MaskRatio = mask.AreaRatio,
            MaskMethod = mask.Method,
            Confidence = mask.Confidence,
            Circle = mask.Circle,
            Status = mask.Status == EyeMaskStatus.LowConfidence ? PreprocessStatus.Doubtful : PreprocessStatus.Done,
            Reason = mask.Reason,
            DecodeTime = clock[0],
            ProcessTime = clock[1],
            EncodeTime = clock[2],
        };
    }

    /// <summary>Times consecutive stages.</summary>
    private sealed class StageClock
    {
        private readonly List<TimeSpan> laps = [];
        private long last = Stopwatch.GetTimestamp();

        public TimeSpan this[int stage] => laps[stage];

        public TimeSpan Lap()
        {
            long now = Stopwatch.GetTimestamp();
            laps.Add(Stopwatch.GetElapsedTime(last, now));
            last = now;
            return laps[^1];
        }
    }
}
