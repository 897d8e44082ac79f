using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

public sealed class NewSyntheticFundusTests : CmdletTest
{
    [Fact]
    public void A_frame_that_no_array_holds_is_an_error() =>
        Assert.Equal(["RetinaPS.InvalidArgument"], Run("New-SyntheticFundus -Width 32767 -Height 32767").ErrorIds);
}
