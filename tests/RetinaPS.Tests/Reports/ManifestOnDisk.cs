using System.Text.Json;
using RetinaPS.Batch;
using RetinaPS.Batch.Manifest;
using RetinaPS.Imaging;

namespace RetinaPS.Tests.Reports;

/// <summary>Manifests of runs that never were.</summary>
internal static class ManifestOnDisk
{
    public const string ParametersHash = "0123456789abcdef0123456789abcdef";

    public static readonly DateTime Started = new(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);

    /// <summary>Writes a run with its photographs and, unless it was killed, its end.</summary>
    public static string Write(string file, IReadOnlyList<PreprocessResult> photographs, bool killed = false, string torn = "", string command = "Invoke-RetinaPreprocess")
    {
        using (var stream = File.Create(file))
        {
            WriteLine(stream, json => ManifestLines.Write(json, Run(command)));
            foreach (var photograph in photographs)
                WriteLine(stream, json => ManifestLines.Write(json, photograph));
            if (!killed)
                WriteLine(stream, json => ManifestLines.Write(json, End(photographs)));
        }

        File.AppendAllText(file, torn);
        return file;
    }

    /// <summary>A record of a photograph that was done, with numbers of its own.</summary>
    public static PreprocessResult Done(string source, string destination, int number, PreprocessStatus status = PreprocessStatus.Done, double? radius = null) => new()
    {
        Source = source,
        Destination = destination,
        SourceWidth = 200,
        SourceHeight = 160,
        Width = 200,
        Height = 160,
        MaskRatio = 0.5 + (0.001 * (number % 17)),
        MaskMethod = EyeMaskMethod.Disc,
        Confidence = status == PreprocessStatus.Doubtful ? 0.31 : 0.9 + (0.001 * (number % 23)),
        Circle = new EyeCircle(99.5, 79.25, radius ?? 71.3 + (0.1 * (number % 13))),
        Brightness = 101.125 + (number % 19),
        Status = status,
        Reason = status == PreprocessStatus.Doubtful ? "the rim is seen on less than half of the circle" : null,
        DecodeTime = TimeSpan.FromMilliseconds(2.125 + (0.25 * (number % 7))),
        ProcessTime = TimeSpan.FromMilliseconds(31.5 + (number % 11)),
        EncodeTime = TimeSpan.FromMilliseconds(4.75 + (0.5 * (number % 5))),
        Device = "Cpu",
        Finished = Started.AddMilliseconds(40 * (number + 1)),
        ParametersHash = ParametersHash,
    };

    public static PreprocessResult Failed(string source, string destination, int number) => new()
    {
        Source = source,
        Destination = destination,
        Status = PreprocessStatus.Failed,
        ErrorId = "RetinaPS.DecodeFailed",
        ErrorMessage = $"Cannot decode '{source}': its JPEG data are damaged.",
        DecodeTime = TimeSpan.FromMilliseconds(1.5),
        Finished = Started.AddMilliseconds(40 * (number + 1)),
        ParametersHash = ParametersHash,
    };

    private static ManifestRun Run(string command) => new()
    {
        Id = "a1b2c3",
        Started = Started,
        Module = "0.1.0",
        Command = command,
        Devices = Array.AsReadOnly(["Cpu"]),
        Engine = "OpenCV",
        Parameters = new ManifestParameters("ref", ParametersHash, EyeMaskMethod.Auto, 4, Array.AsReadOnly([16, 8]), false, false, false, 0, null, 95),
        ParametersHash = ParametersHash,
    };

    private static ManifestEnd End(IReadOnlyList<PreprocessResult> photographs)
    {
        int CountOf(PreprocessStatus status) => photographs.Count(photograph => photograph.Status == status);
        return new ManifestEnd(
            Started.AddSeconds(10), CountOf(PreprocessStatus.Done), CountOf(PreprocessStatus.Doubtful), CountOf(PreprocessStatus.Failed), 0,
            TimeSpan.FromSeconds(10), false);
    }

    private static void WriteLine(Stream stream, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(stream, ManifestLines.Options))
            write(json);
        stream.WriteByte((byte)'\n');
    }
}
