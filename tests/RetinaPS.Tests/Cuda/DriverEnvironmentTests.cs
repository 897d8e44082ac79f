using System.Runtime.InteropServices;
using RetinaPS.Cuda;
using Xunit;

namespace RetinaPS.Tests.Cuda;

/// <summary>What the driver finds in the environment when it is loaded.</summary>
public sealed partial class DriverEnvironmentTests
{
    [Fact]
    public void A_native_library_sees_the_number_of_queues_unless_somebody_chose_another()
    {
        string expected = Environment.GetEnvironmentVariable(DriverEnvironment.ConnectionsVariable) ?? "16";
        DriverEnvironment.Prepare();
        string? seen = OperatingSystem.IsWindows()
            ? Environment.GetEnvironmentVariable(DriverEnvironment.ConnectionsVariable)
            : Marshal.PtrToStringUTF8(ReadNativeVariable(DriverEnvironment.ConnectionsVariable));
        Assert.Equal(expected, seen);
    }

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint ReadNativeVariable(string name);
}
