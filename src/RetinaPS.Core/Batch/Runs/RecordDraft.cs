using System.Diagnostics;
using RetinaPS.Batch.Manifest;
using RetinaPS.Files;
using RetinaPS.Imaging;

namespace RetinaPS.Batch.Runs;

/// <summary>What is learnt about one photograph while it is worked on, until it becomes its record. Hashes are taken where a manifest wants them.</summary>
internal sealed class RecordDraft(PreprocessItem item, RunJournal? journal)
{
    private readonly List<TimeSpan> laps = [];
    private long last = Stopwatch.GetTimestamp();
    private FileFingerprint? source;
    private FileFingerprint? destination;
    private FileFingerprint? mask;
    private int sourceWidth;
    private int sourceHeight;
    private string? device;

    /// <summary>Reads the source's bytes; the caller disposes of them.</summary>
    /// <exception cref="RetinaException">FileNotFound or DecodeFailed.</exception>
    public PooledFile ReadSource()
    {
        // The time comes before the bytes: a file that changes in between then differs from its record.
        var stamp = journal is null ? null : FileStamp.Of(item.Source!);
        var file = PooledFile.Read(item.Source!);
        source = stamp is null ? null : new FileFingerprint(file.Bytes.Length, ContentHash.Of(file.Bytes.Span), stamp.Value.Modified);
        return file;
    }

    public void Decoded(int width, int height, string onDevice)
    {
        (sourceWidth, sourceHeight, device) = (width, height, onDevice);
        Lap();
    }

    public void Processed() => Lap();

    /// <summary>Has the manifest know what is to be written, before any of it is.</summary>
    /// <exception cref="RetinaException">WriteFailed.</exception>
    public void BeginToWrite(PooledFile imageFile, PooledFile? maskFile)
    {
        if (journal is null)
            return;
        destination = FingerprintOf(imageFile);
        mask = maskFile is null ? null : FingerprintOf(maskFile);
        journal.Begin(new ManifestIntent(item.Source ?? item.Name, item.Destination!, destination.Hash, item.MaskDestination, mask?.Hash));
    }

    /// <summary>Takes down when the files were written.</summary>
    public void EndWriting()
    {
        destination = destination is null ? null : destination with { Modified = FileStamp.Of(item.Destination!)?.Modified ?? default };
        mask = mask is null ? null : mask with { Modified = FileStamp.Of(item.MaskDestination!)?.Modified ?? default };
    }

    /// <summary>The record of a photograph whose files are written.</summary>
    public PreprocessResult Succeed(int width, int height, EyeMask eye, double brightness)
    {
        Lap();
        return Describe(eye.IsDoubtful ? PreprocessStatus.Doubtful : PreprocessStatus.Done) with
        {
            Width = width,
            Height = height,
            MaskRatio = eye.AreaRatio,
            MaskMethod = eye.Method,
            Confidence = eye.Confidence,
            Circle = eye.Circle,
            Brightness = brightness,
            Reason = eye.Reason,
            DestinationFile = destination,
            MaskFile = mask,
        };
    }

    /// <summary>The record of a photograph whose results exist.</summary>
    public PreprocessResult Skip() => Describe(PreprocessStatus.Skipped) with { Finished = FileStamp.Of(item.Destination!)?.Modified ?? default };

    /// <summary>The record of a photograph that came to nothing.</summary>
    public PreprocessResult Fail(RetinaException error)
    {
        Lap();
        return Describe(PreprocessStatus.Failed) with { ErrorId = "RetinaPS." + error.ErrorId, ErrorMessage = error.Message };
    }

    private PreprocessResult Describe(PreprocessStatus status) => new()
    {
        Source = item.Source ?? item.Name,
        Destination = item.Destination ?? string.Empty,
        MaskDestination = item.MaskDestination,
        SourceWidth = sourceWidth,
        SourceHeight = sourceHeight,
        Status = status,
        DecodeTime = laps.ElementAtOrDefault(0),
        ProcessTime = laps.ElementAtOrDefault(1),
        EncodeTime = laps.ElementAtOrDefault(2),
        Device = device,
        Finished = DateTime.UtcNow,
        SourceFile = source,
        ParametersHash = journal?.ParametersHash,
    };

    private static FileFingerprint FingerprintOf(PooledFile file) => new(file.Bytes.Length, ContentHash.Of(file.Bytes.Span), default);

    private void Lap()
    {
        long now = Stopwatch.GetTimestamp();
        laps.Add(Stopwatch.GetElapsedTime(last, now));
        last = now;
    }
}
