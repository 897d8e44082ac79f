using RetinaPS.Imaging;

namespace RetinaPS.Batch.Runs;

/// <summary>Makes images of photographs, one at a time, to hand them on.</summary>
internal sealed class PhotographToImage(RetinaDevice device, PreprocessPlan plan, BatchGates gates, long maximumPixels)
    : PhotographWork(device, plan, gates, maximumPixels, journal: null)
{
    protected override PreprocessOutput Run(PreprocessItem item, RecordDraft draft, CancellationToken stop) => Compute(
        item,
        draft,
        outcome => new PreprocessOutput.Made(
            item, new RetinaImage(outcome.Image, item.Source, item.Name, outcome.ResultMask.For(item.Source, item.Name)), outcome.EyeMask),
        stop);
}
