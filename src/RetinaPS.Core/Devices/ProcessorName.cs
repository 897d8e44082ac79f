using System.Runtime.InteropServices;

namespace RetinaPS.Devices;

/// <summary>The processor's name, as the system tells it.</summary>
internal static class ProcessorName
{
    public static string Read() => $"{Environment.ProcessorCount} x {Model() ?? RuntimeInformation.ProcessArchitecture.ToString()}";

    private static string? Model()
    {
        if (OperatingSystem.IsWindows())
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        const string Facts = "/proc/cpuinfo";
        if (!File.Exists(Facts))
            return null;
        string? line = File.ReadLines(Facts).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
