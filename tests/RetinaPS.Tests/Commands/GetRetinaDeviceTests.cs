using RetinaPS.Devices;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class GetRetinaDeviceTests : CmdletTest
{
    [Fact]
    public void Auto_is_the_device_that_serves_when_none_is_named() =>
        Assert.Same(RetinaDevices.Default, Run("Get-RetinaDevice Auto").Succeeded().Single<RetinaDevice>());

    [Fact]
    public void A_name_that_no_device_has_is_an_error() => Assert.Equal(["RetinaPS.DeviceNotFound"], Run("Get-RetinaDevice Nothing").ErrorIds);

    [Fact]
    public void A_device_belongs_to_the_process_and_not_to_a_runspace()
    {
        using var other = new ModuleRunspace();
        Assert.Same(Run("Get-RetinaDevice Cpu").Single<RetinaDevice>(), other.Run("Get-RetinaDevice Cpu").Single<RetinaDevice>());
    }
}
