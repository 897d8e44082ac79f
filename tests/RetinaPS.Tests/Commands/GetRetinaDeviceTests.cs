using RetinaPS.Engines;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class GetRetinaDeviceTests : CmdletTest
{
    [Theory]
    [InlineData("Cpu")]
    [InlineData("cpu")]
    [InlineData("C*u")]
    public void A_device_is_found_by_name_or_wildcard_whatever_the_case(string id)
    {
        var device = Run($"Get-RetinaDevice {id}").Succeeded().Single<RetinaDevice>();
        Assert.Equal(("Cpu", "Ready"), (device.Id, device.Status));
        Assert.StartsWith("OpenCV 4", device.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Auto_is_the_device_that_serves_when_none_is_named() =>
        Assert.Same(RetinaDevices.Default, Run("Get-RetinaDevice Auto").Succeeded().Single<RetinaDevice>());

    [Fact]
    public void A_wildcard_without_a_match_gives_nothing_and_no_error() => Assert.Empty(Run("Get-RetinaDevice Nothing*").Succeeded().Output);

    [Fact]
    public void A_name_that_no_device_has_is_an_error() => Assert.Equal(["RetinaPS.DeviceNotFound"], Run("Get-RetinaDevice Nothing").ErrorIds);

    [Fact]
    public void A_device_belongs_to_the_process_and_not_to_a_runspace()
    {
        using var other = new ModuleRunspace();
        Assert.Same(Run("Get-RetinaDevice Cpu").Single<RetinaDevice>(), other.Run("Get-RetinaDevice Cpu").Single<RetinaDevice>());
    }
}
