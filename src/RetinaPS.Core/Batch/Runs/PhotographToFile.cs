using RetinaPS.Batch.Manifest;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;

namespace RetinaPS.Batch.Runs;

/// <summary>Makes files of photographs, one at a time.</summary>
internal sealed class PhotographToFile(
    RetinaDevice device, PreprocessPlan plan, BatchGates gates, long maximumPixels, int quality, ExistingResults existing, RunJournal? journal)
    : PhotographWork(device, plan, gates, maximumPixels, journal)
{
    private readonly BatchGates gates = gates;
    private readonly RunJournal? journal = journal;

    protected override PreprocessOutput Run(PreprocessItem item, RecordDraft draft, CancellationToken stop)
    {
        if (journal?.FindFinished(item) is { } finished)
            return new PreprocessOutput.Skipped(item, finished);
        var kept = item.Outputs.Where(file => !MayReplace(file) && File.Exists(file)).ToArray();
        if (kept.Length > 0)
            return Skip(item, draft, kept);
        using var files = Compute(item, draft, outcome => Encode(outcome, item), stop);
        stop.ThrowIfCancellationRequested();
        draft.BeginToWrite(files.Image, files.Mask);
        gates.Write(() => Write(files, item), stop);
        draft.EndWriting();
        var record = draft.Succeed(files.Width, files.Height, files.Eye, files.Brightness);
        journal?.Add(record);
        return new PreprocessOutput.Written(item, record, files.Eye);
    }

    private bool MayReplace(string file) => existing == ExistingResults.Replace || journal?.Owns(file) == true;

    /// <exception cref="RetinaException">DestinationExists, unless a photograph whose results all exist is to be skipped.</exception>
    private PreprocessOutput.Skipped Skip(PreprocessItem item, RecordDraft draft, string[] kept)
    {
        if (existing != ExistingResults.Skip || kept.Length < item.Outputs.Count)
            throw RetinaErrors.DestinationExists(kept[0], item.Source);
        journal?.CountSkipped();
        return new PreprocessOutput.Skipped(item, draft.Skip());
    }

    private ResultFiles Encode(PreprocessOutcome outcome, PreprocessItem item)
    {
        PooledFile? image = null;
        try
        {
            image = ImageFileEncoder.Encode(outcome.Image, item.Source ?? item.Name, item.Format, quality, item.Destination!);
            var mask = item.MaskDestination is null ? null : MaskFile.Encode(outcome.ResultMask.For(item.Source, item.Name));
            return new ResultFiles(image, mask, outcome.Image.Width, outcome.Image.Height, outcome.EyeMask, outcome.Brightness);
        }
        catch
        {
            image?.Dispose();
            throw;
        }
        finally
        {
            outcome.Image.Dispose();
        }
    }

    private void Write(ResultFiles files, PreprocessItem item)
    {
        if (files.Mask is not null)
            Write(item.MaskDestination!, files.Mask, item);
        Write(item.Destination!, files.Image, item);
    }

    private void Write(string file, PooledFile content, PreprocessItem item) =>
        AtomicFile.Write(file, content.Bytes.Span, MayReplace(file), item.Source, journal?.RunId);

    /// <summary>What is to be written of one photograph, and what is recorded of it.</summary>
    private sealed record ResultFiles(PooledFile Image, PooledFile? Mask, int Width, int Height, EyeMask Eye, double Brightness) : IDisposable
    {
        public void Dispose()
        {
            Image.Dispose();
            Mask?.Dispose();
        }
    }
}
