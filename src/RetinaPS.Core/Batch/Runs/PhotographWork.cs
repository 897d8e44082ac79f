using RetinaPS.Batch.Manifest;
using RetinaPS.Engines;
using RetinaPS.Files;
using RetinaPS.Imaging;

namespace RetinaPS.Batch.Runs;

/// <summary>Takes one photograph from its file through the chain, on any thread; what becomes of the result is the derived class's.</summary>
internal abstract class PhotographWork(RetinaDevice device, PreprocessPlan plan, BatchGates gates, long maximumPixels, RunJournal? journal)
{
    /// <summary>Never throws for what is wrong with one photograph: that comes back as its failure.</summary>
    public PreprocessOutput Process(PreprocessItem item, CancellationToken stop)
    {
        var draft = new RecordDraft(item, journal);
        try
        {
            stop.ThrowIfCancellationRequested();
            return item.Refusal is null ? Run(item, draft, stop) : throw item.Refusal;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One photograph, whatever is wrong with it, must not end a run of many.
            string source = item.Source ?? item.Name;
            var error = DeviceErrors.Translate(e, source) ?? RetinaErrors.Unexpected(source, e);
            var record = draft.Fail(error);
            journal?.AddFailure(record);
            return new PreprocessOutput.Failed(item, error, record);
        }
        finally
        {
            item.Pixels?.Dispose();
        }
    }

    protected abstract PreprocessOutput Run(PreprocessItem item, RecordDraft draft, CancellationToken stop);

    /// <summary>Decodes and pre-processes a photograph.</summary>
    /// <param name="item">The photograph.</param>
    /// <param name="draft">Takes down the times.</param>
    /// <param name="finish">Makes the result of the chain's outcome, whose image is its own to dispose of.</param>
    /// <param name="stop">Ends the wait for the gate.</param>
    protected T Compute<T>(PreprocessItem item, RecordDraft draft, Func<PreprocessOutcome, T> finish, CancellationToken stop)
    {
        using var input = item.Pixels?.Share() ?? Decode(item.Source!, draft);
        draft.Decoded(input.Width, input.Height, input.Device.Id);
        return input.Device.Kind == RetinaDeviceKind.Cpu ? Enhance() : gates.Compute(Enhance, stop);

        T Enhance()
        {
            var outcome = input.Device.Engine.Preprocess(
                input, plan with { SourceName = item.Source ?? item.Name, KnownMask = item.Mask }, overwriteInput: item.Pixels is null);
            draft.Processed();
            return finish(outcome);
        }
    }

    private ImageBuffer Decode(string source, RecordDraft draft)
    {
        using var file = draft.ReadSource();
        return device.Engine.Decode(ImageFileInspector.Inspect(source, file.Bytes, maximumPixels), color: true);
    }
}
