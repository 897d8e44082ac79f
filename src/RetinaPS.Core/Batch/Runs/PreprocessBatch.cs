using RetinaPS.Batch.Manifest;
using RetinaPS.Engines;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;

namespace RetinaPS.Batch.Runs;

/// <summary>Takes one photograph from its file through the chain to its result's file, on any thread.</summary>
internal sealed class PreprocessBatch(
    RetinaDevice device, PreprocessPlan plan, BatchGates gates, long maximumPixels, int quality, ExistingResults existing, RunJournal? journal = null)
{
    /// <summary>Never throws for what is wrong with one photograph: that comes back as the output's error.</summary>
    public PreprocessOutput Process(PreprocessItem item, CancellationToken stop)
    {
        var attempt = new PreprocessAttempt(item, journal);
        try
        {
            return Run(item, attempt, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One photograph, whatever is wrong with it, must not end a run of many.
            string source = item.Source ?? item.Name;
            var error = DeviceErrors.Translate(e, source) ?? RetinaErrors.Unexpected(source, e);
            journal?.AddFailure(attempt.Fail(error));
            return new PreprocessOutput(item, null, null, null, error);
        }
        finally
        {
            item.Pixels?.Dispose();
        }
    }

    public static void Discard(PreprocessOutput output) => output.Image?.Dispose();

    public static void Abandon(PreprocessItem item) => item.Pixels?.Dispose();

    private PreprocessOutput Run(PreprocessItem item, PreprocessAttempt attempt, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (journal?.FindFinished(item) is { } finished)
            return new PreprocessOutput(item, finished, null, null, null);
        if (existing == ExistingResults.Skip && item.Outputs.All(file => File.Exists(file) && !MayReplace(file)))
        {
            journal?.CountSkipped();
            return new PreprocessOutput(item, attempt.Skip(), null, null, null);
        }

        RequireReplaceable(item);
        var (outcome, files) = DecodeAndCompute(item, attempt, stop);
        if (files is null)
        {
            var image = new RetinaImage(outcome.Image, item.Source, item.Name, outcome.ResultMask.For(item.Source, item.Name));
            return new PreprocessOutput(item, null, image, outcome.EyeMask, null);
        }

        using (files)
            WriteFiles(files, item, attempt, stop);
        var record = attempt.Succeed(files.Width, files.Height, outcome.EyeMask, outcome.Brightness);
        journal?.Add(record);
        return new PreprocessOutput(item, record, null, outcome.EyeMask, null);
    }

    /// <summary>The result, and, where it is to be written, its files; its image's pixels are freed then.</summary>
    private (PreprocessOutcome Outcome, ResultFiles? Files) DecodeAndCompute(PreprocessItem item, PreprocessAttempt attempt, CancellationToken stop)
    {
        var input = item.Pixels?.Share() ?? Decode(item.Source!, attempt);
        try
        {
            attempt.Decoded(input.Width, input.Height, input.Device.Id);
            return input.Device.Kind == RetinaDeviceKind.Cpu
                ? Compute(input, item, attempt)
                : gates.Compute(() => Compute(input, item, attempt), stop);
        }
        finally
        {
            input.Dispose();
        }
    }

    private (PreprocessOutcome Outcome, ResultFiles? Files) Compute(ImageBuffer input, PreprocessItem item, PreprocessAttempt attempt)
    {
        var outcome = input.Device.Engine.Preprocess(
            input, plan with { SourceName = item.Source ?? item.Name, KnownMask = item.Mask }, overwriteInput: item.Pixels is null);
        attempt.Processed();
        if (item.Destination is null)
            return (outcome, null);
        try
        {
            return (outcome, Encode(outcome, item));
        }
        finally
        {
            outcome.Image.Dispose();
        }
    }

    private ResultFiles Encode(PreprocessOutcome outcome, PreprocessItem item)
    {
        var image = ImageFileEncoder.Encode(outcome.Image, item.Source ?? item.Name, item.Format, quality, item.Destination!);
        try
        {
            var mask = item.MaskDestination is null ? null : MaskFile.Encode(outcome.ResultMask.For(item.Source, item.Name));
            return new ResultFiles(image, mask, outcome.Image.Width, outcome.Image.Height);
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    private ImageBuffer Decode(string source, PreprocessAttempt attempt)
    {
        using var file = attempt.ReadSource();
        return device.Engine.Decode(ImageFileInspector.Inspect(source, file.Bytes, maximumPixels), color: true);
    }

    private bool MayReplace(string file) => existing == ExistingResults.Replace || journal?.Owns(file) == true;

    private void RequireReplaceable(PreprocessItem item)
    {
        if (item.Outputs.FirstOrDefault(file => File.Exists(file) && !MayReplace(file)) is { } file)
            throw RetinaErrors.DestinationExists(file, item.Source);
    }

    private void WriteFiles(ResultFiles files, PreprocessItem item, PreprocessAttempt attempt, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        attempt.BeginToWrite(files.Image, files.Mask);
        gates.Write(
            () =>
            {
                if (files.Mask is not null)
                    Write(item.MaskDestination!, files.Mask.Bytes.Span, item);
                Write(item.Destination!, files.Image.Bytes.Span, item);
            },
            stop);
        attempt.EndWriting();
    }

    private void Write(string file, ReadOnlySpan<byte> bytes, PreprocessItem item) =>
        AtomicFile.Write(file, bytes, MayReplace(file), item.Source, journal?.RunId);

    /// <summary>What is to be written of one photograph.</summary>
    private sealed record ResultFiles(PooledFile Image, PooledFile? Mask, int Width, int Height) : IDisposable
    {
        public void Dispose()
        {
            Image.Dispose();
            Mask?.Dispose();
        }
    }
}
