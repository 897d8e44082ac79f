using System.Runtime.CompilerServices;
using RetinaPS.Batch.Manifest;
using RetinaPS.Devices;
using RetinaPS.Files;
using RetinaPS.Imaging;

namespace RetinaPS.Batch.Runs;

/// <summary>
/// Pre-processes many photographs, several at once. Results come in the order of the files; what is wrong with one photograph is its result.
/// At most a window of photographs is under way, so memory does not grow with their number.
/// </summary>
public sealed class Preprocessor
{
    // Images hold pixels; a record and its mask are kilobytes, and with room for many of them no slow photograph or consumer holds the workers up.
    private const int ImagesPerWorker = 2;
    private const int RecordsPerWorker = 16;
    private readonly PreprocessOptions options;

    /// <summary>Makes a preprocessor, which can be used again and from several threads at once.</summary>
    /// <param name="options">What is done to photographs.</param>
    /// <exception cref="ArgumentException">An option is outside of its range.</exception>
    public Preprocessor(PreprocessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        this.options = options;
    }

    private IReadOnlyList<RetinaDevice> Devices => options.Devices ?? [RetinaDevices.Default];

    /// <summary>Makes files of photographs. Each file appears whole or not at all.</summary>
    /// <param name="files">The photographs' files, taken up as they are given.</param>
    /// <param name="target">Where results are written.</param>
    /// <param name="progress">Is told of each photograph that is finished.</param>
    /// <param name="cancellation">Ends the run: photographs under way are finished or dropped, and a manifest says that it was interrupted.</param>
    /// <returns>
    /// A record for each file, in the order of the files; where the photograph failed, its status says so and its error why. Who stops taking
    /// them, and disposes of the enumerator, ends the run.
    /// </returns>
    /// <exception cref="ArgumentException">A value of the target is outside of its range.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="RetinaException">ManifestInUse, InvalidManifest, or WriteFailed for a manifest that cannot be written.</exception>
    public async IAsyncEnumerable<PreprocessResult> WriteAsync(
        IEnumerable<string> files,
        PreprocessTarget target,
        IProgress<PreprocessProgress>? progress = null,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        await foreach (var output in RunAsync(files, target, progress, cancellation).ConfigureAwait(false))
        {
            yield return output switch
            {
                PreprocessOutput.Written written => written.Record,
                PreprocessOutput.Skipped skipped => skipped.Record,
                _ => ((PreprocessOutput.Failed)output).Record,
            };
        }
    }

    /// <summary>Makes images of photographs.</summary>
    /// <param name="files">The photographs' files, taken up as they are given.</param>
    /// <param name="progress">Is told of each photograph that is finished.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>An image or an error for each file, in the order of the files; the taker disposes of them.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async IAsyncEnumerable<PreprocessedImage> ProcessAsync(
        IEnumerable<string> files, IProgress<PreprocessProgress>? progress = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var output in RunAsync(files, null, progress, cancellation).ConfigureAwait(false))
            yield return new PreprocessedImage(output.Item.Source!, output);
    }

    /// <summary>Opens a run: its journal, its workers, and where its results go.</summary>
    /// <param name="target">Where results are written; null to hand images on.</param>
    /// <param name="stop">Ends the run early.</param>
    /// <exception cref="ArgumentException">A value of the target is outside of its range.</exception>
    /// <exception cref="RetinaException">ManifestInUse, InvalidManifest or WriteFailed.</exception>
    internal PreprocessRun Open(PreprocessTarget? target, CancellationToken stop)
    {
        target?.Check();
        var (devices, plan, gates) = (Devices, options.Plan, new BatchGates(Environment.ProcessorCount));
        long maximumPixels = ImageFileInspector.PixelsOf(options.MaximumMegapixels);
        int gpus = devices.Count(device => device.Kind == RetinaDeviceKind.Cuda);
        var journal = target?.Manifest is null
            ? null
            : new RunJournal(
                Path.GetFullPath(target.Manifest),
                ManifestRun.Begin(target.Command, devices, ManifestParameters.Of(plan, target.Format, target.Quality)),
                target.Resume);
        Func<PreprocessItem, CancellationToken, PreprocessOutput>[] works = [.. devices.SelectMany(device => Enumerable.Repeat(
            WorkOf(device).Process, options.ThrottleLimit ?? device.DefaultThrottleLimit(Environment.ProcessorCount, gpus)))];
        var batch = new OrderedBatch<PreprocessItem, PreprocessOutput>(
            works,
            discard: output => (output as PreprocessOutput.Made)?.Image.Dispose(),
            abandon: item => item.Pixels?.Dispose(),
            stop,
            target is null ? ImagesPerWorker : RecordsPerWorker);
        return new PreprocessRun(batch, target?.Images, target?.Masks, target?.Existing ?? default, journal) { MostImages = ImagesPerWorker * works.Length };

        PhotographWork WorkOf(RetinaDevice device) => target is null
            ? new PhotographToImage(device, plan, gates, maximumPixels)
            : new PhotographToFile(device, plan, gates, maximumPixels, target.Quality, target.Existing, journal);
    }

    private async IAsyncEnumerable<PreprocessOutput> RunAsync(
        IEnumerable<string> files,
        PreprocessTarget? target,
        IProgress<PreprocessProgress>? progress,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(files);
        cancellation.ThrowIfCancellationRequested();
        foreach (var device in Devices)
            device.Engine.Prepare();
        var run = await Task.Run(() => Open(target, cancellation), cancellation).ConfigureAwait(false);
        try
        {
            long pixels = 0;
            foreach (string file in files)
            {
                run.Add(run.Claim(Path.GetFullPath(file)));
                while (run.TryTake(TimeSpan.Zero, out var output))
                    yield return Report(output);
            }

            run.StartHeld();
            while (run.Outstanding > 0)
            {
                await run.WaitForNextAsync(cancellation).ConfigureAwait(false);
                if (run.TryTake(TimeSpan.Zero, out var output))
                    yield return Report(output);
            }

            run.Complete();

            PreprocessOutput Report(PreprocessOutput output)
            {
                pixels += output.Pixels;
                progress?.Report(new PreprocessProgress(run.Done, run.Known, pixels, output.Item.Name));
                return output;
            }
        }
        finally
        {
            await Task.Run(run.Dispose, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
