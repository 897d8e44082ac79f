using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.Imaging;

public sealed class HostMemoryTests
{
    private readonly HostMemory memory;
    private int trims;

    public HostMemoryTests() => memory = new HostMemory(() => trims++);

    [Fact]
    public void What_images_hold_and_the_most_they_held_are_counted()
    {
        memory.Take(30);
        memory.Take(20);
        memory.GiveBack(30);
        Assert.Equal((20, 50), (memory.BytesInUse, memory.PeakBytesInUse));
    }

    [Fact]
    public void Memory_goes_back_when_images_let_go_of_as_much_as_they_still_hold()
    {
        for (int i = 0; i < 8; i++)
            memory.Take(HostMemory.Worthwhile);
        for (int i = 0; i < 3; i++)
            memory.GiveBack(HostMemory.Worthwhile);
        Assert.Equal(0, trims);
        memory.GiveBack(HostMemory.Worthwhile);
        Assert.Equal(1, trims);
        for (int i = 0; i < 2; i++)
            memory.GiveBack(HostMemory.Worthwhile);
        Assert.Equal(2, trims);
    }

    [Fact]
    public void A_pipeline_of_one_photograph_after_the_other_keeps_its_memory()
    {
        for (int i = 0; i < 100; i++)
        {
            memory.Take(HostMemory.Worthwhile - 1);
            memory.GiveBack(HostMemory.Worthwhile - 1);
        }

        Assert.Equal(0, trims);
    }
}
