using RetinaPS.Batch;
using RetinaPS.Batch.Manifest;
using RetinaPS.Files;
using RetinaPS.Imaging;

namespace RetinaPS.Tests.Batch.Manifest;

/// <summary>Records to write into manifests.</summary>
internal static class ManifestRecords
{
    public static readonly DateTime Noon = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    public static ManifestParameters Parameters { get; } = new(
        "study", "0123456789abcdef", EyeMaskMethod.Auto, 4, [16, 8], PyramidDown: true, ExcludeSaturated: false, Crop: true, Size: 1024, ImageFileFormat.Png, Quality: 95);

    public static ManifestRun Run(string command = "Invoke-RetinaPreprocess", string? id = null) => new()
    {
        Id = id ?? $"{Guid.NewGuid():N}",
        Started = Noon,
        Module = "0.1.0",
        Command = command,
        Devices = ["Cpu (a processor)"],
        Engine = "OpenCV",
        Parameters = Parameters,
        ParametersHash = Parameters.ComputeHash(),
    };

    public static PreprocessResult Done(string source = "/photographs/eye.jpg", string destination = "/out/eye.jpg") => new()
    {
        Source = source,
        Destination = destination,
        MaskDestination = "/masks/eye.png",
        SourceWidth = 3888,
        SourceHeight = 2592,
        Width = 1024,
        Height = 1000,
        MaskRatio = 0.123456789012345678,
        MaskMethod = EyeMaskMethod.Disc,
        Confidence = 1.0 / 3,
        Circle = new EyeCircle(1941.25, 1300.1, 1200.0 / 7),
        Brightness = 68.125,
        Status = PreprocessStatus.Doubtful,
        Reason = "The rim is faint.",
        DecodeTime = TimeSpan.FromMilliseconds(1.5),
        ProcessTime = TimeSpan.FromMilliseconds(0.125),
        EncodeTime = TimeSpan.FromMilliseconds(20),
        Device = "Cuda:0",
        Finished = Noon.AddTicks(1234567),
        SourceFile = new FileFingerprint(1_000_000, "aa", Noon.AddTicks(1)),
        DestinationFile = new FileFingerprint(200_000, "bb", Noon.AddTicks(10)),
        MaskFile = new FileFingerprint(1800, "cc", Noon),
        ParametersHash = "dd",
    };

    public static PreprocessResult Failed(string source = "/photographs/bad.jpg", string destination = "/out/bad.jpg") => new()
    {
        Source = source,
        Destination = destination,
        Status = PreprocessStatus.Failed,
        ErrorId = "RetinaPS.DecodeFailed",
        ErrorMessage = "Cannot decode it.",
        DecodeTime = TimeSpan.FromMilliseconds(2),
        Finished = Noon,
        ParametersHash = "dd",
    };

    public static ManifestEnd End { get; } = new(Noon.AddMinutes(1), 4, 3, 2, 1, TimeSpan.FromSeconds(60.125), Interrupted: true);
}
