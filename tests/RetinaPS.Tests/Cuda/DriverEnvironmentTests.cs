using System.Runtime.InteropServices;
using RetinaPS.Cuda;
using Xunit;

namespace RetinaPS.Tests.Cuda;

/// <summary>What the driver finds in the environment when it is loaded.</summary>
public sealed partial class DriverEnvironmentTests
{
    [Theory]
    [InlineData(null, "16")]
    [InlineData("24", "24")]
    public void A_native_library_sees_the_number_of_queues_that_was_chosen_in_this_process_or_ours(string? chosen, string expected)
    {
        string? before = Environment.GetEnvironmentVariable(DriverEnvironment.ConnectionsVariable);
        try
        {
            Environment.SetEnvironmentVariable(DriverEnvironment.ConnectionsVariable, chosen);
            DriverEnvironment.Prepare();
            Assert.Equal(expected, Read(DriverEnvironment.ConnectionsVariable));
        }
        finally
        {
            Environment.SetEnvironmentVariable(DriverEnvironment.ConnectionsVariable, before);
            DriverEnvironment.Prepare();
        }
    }

    private static string? Read(string name) =>
        OperatingSystem.IsWindows() ? Environment.GetEnvironmentVariable(name) : Marshal.PtrToStringUTF8(ReadNativeVariable(name));

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint ReadNativeVariable(string name);
}
