using System.Runtime.InteropServices;

namespace RetinaPS.Cuda;

/// <summary>What the driver reads from the process's environment when it is loaded.</summary>
internal static partial class DriverEnvironment
{
    /// <summary>How many queues of the hardware the streams of a device share; 8 unless this says more, 32 at most.</summary>
    public const string ConnectionsVariable = "CUDA_DEVICE_MAX_CONNECTIONS";

    /// <summary>
    /// Streams of one queue wait for each other. A stream that waits for a JPEG engine does so for milliseconds, and with 8 queues all others, with
    /// the engines' next files among them, wait along. 32 queues gain nothing over these and take 0.3 s more to set up.
    /// </summary>
    private const string Connections = "16";

    /// <summary>Asks for enough queues, or for as many as somebody has chosen. To be called before the driver is loaded.</summary>
    public static void Prepare()
    {
        string number = Environment.GetEnvironmentVariable(ConnectionsVariable) ?? Connections;
        if (OperatingSystem.IsWindows())
            Environment.SetEnvironmentVariable(ConnectionsVariable, number);
        else
            _ = SetNativeVariable(ConnectionsVariable, number, overwrite: 1);
    }

    // What .NET, and PowerShell's $env: with it, changes here is a copy of the environment, which native libraries do not see.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNativeVariable(string name, string value, int overwrite);
}
