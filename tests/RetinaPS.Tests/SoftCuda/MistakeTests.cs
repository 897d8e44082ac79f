using RetinaPS.Cuda;
using Xunit;

namespace RetinaPS.Tests.SoftCuda;

/// <summary>What a kernel or its caller does wrong shows, and says where.</summary>
public sealed unsafe class MistakeTests
{
    [Fact]
    public void A_store_beside_an_allocation_fails_the_device()
    {
        using var device = new SoftDevice("soft_wrong");
        ulong pointer = device.Allocate(64);
        Assert.Equal(CudaResult.IllegalAddress, device.Run("soft_store_at", 1, 1, pointer, 16));
        Assert.Contains("soft_store_at wrote beside an allocation of 64 bytes", device.Report);
    }

    // Only AddressSanitizer sees it; without it the neighbour's element changes.
    [Fact]
    public void A_store_past_a_shared_array_is_a_sanitizers_find()
    {
        using var device = new SoftDevice("soft_wrong");
        ulong pointer = device.Allocate(64);
        SoftDevice.Check(device.Run("soft_shared_store_at", 1, 1, pointer, 16));
    }

    [Fact]
    public void A_freed_pointer_fails_the_device_and_every_call_after()
    {
        using var device = new SoftDevice();
        ulong pointer = device.Allocate(64);
        SoftDevice.Check(device.Driver.cuMemFree_v2(pointer));
        Assert.Equal(CudaResult.IllegalAddress, device.Run("soft_fill", 1, 16, pointer, 16, 1));
        Assert.Contains("kernel soft_fill, argument 0: ", device.Report);
        Assert.Contains("an allocation of 64 bytes that was freed", device.Report);
        ulong other;
        Assert.Equal(CudaResult.IllegalAddress, device.Driver.cuMemAlloc_v2(&other, 16));
    }

    [Theory]
    [InlineData("soft_half_barrier", 32u, "16 of 32 threads wait in __syncthreads, 16 have returned")]
    [InlineData("soft_two_collectives", 32u, "__ballot_sync while another lane of the same mask calls __shfl_sync")]
    [InlineData("soft_foreign_mask", 32u, "__ballot_sync with a mask that lacks the calling lane 1")]
    public void Threads_that_do_not_come_together_fail_the_launch(string kernel, uint threads, string report)
    {
        using var device = new SoftDevice("soft_wrong");
        ulong pointer = device.Allocate(4 * (int)threads);
        Assert.Equal(CudaResult.LaunchFailed, device.Run(kernel, 1, threads, pointer));
        Assert.Contains(report, device.Report);
        Assert.Contains(kernel, device.Report);
    }

    [Fact]
    public void Shared_memory_that_nobody_set_holds_a_pattern()
    {
        using var device = new SoftDevice("soft_wrong");
        ulong pointer = device.Allocate(128);
        SoftDevice.Check(device.Run("soft_unset_shared", 1, 32, pointer));
        Assert.All(device.Download<uint>(pointer, 32), value => Assert.Equal(0xcdcdcdcd, value));
    }

    [Fact]
    public void A_missing_barrier_gives_other_results_in_another_order()
    {
        var results = new List<int[]>();
        foreach (string order in new[] { "forward", "reverse" })
        {
            using var device = new SoftDevice("soft_wrong", ("ORDER", order));
            ulong pointer = device.Upload<int>([.. Enumerable.Range(0, 64)]);
            SoftDevice.Check(device.Run("soft_missing_barrier", 1, 64, pointer));
            results.Add(device.Download<int>(pointer, 64));
        }

        Assert.NotEqual(results[0], results[1]);
    }

    [Theory]
    [InlineData(0u, 32u, 0u, CudaResult.InvalidValue)]
    [InlineData(1u, 0u, 0u, CudaResult.InvalidValue)]
    [InlineData(1u, 1025u, 0u, CudaResult.InvalidValue)]
    [InlineData(1u, 512u, 0u, CudaResult.LaunchOutOfResources)]
    [InlineData(1u, 256u, 49152u, CudaResult.InvalidValue)]
    internal void A_shape_that_no_card_takes_is_refused_at_the_call(uint blocks, uint threads, uint shared, CudaResult expected)
    {
        using var device = new SoftDevice();
        ulong pointer = device.Allocate(4096);
        Assert.Equal(expected, device.TryLaunch(device.Kernel("soft_histogram"), blocks, threads, 0, shared, pointer, 16, pointer, pointer));
        SoftDevice.Check(device.Driver.cuCtxSynchronize());
    }

    [Fact]
    public void A_planned_failure_of_a_launch_shows_later_and_stays()
    {
        using var device = new SoftDevice();
        ulong pointer = device.Allocate(64);
        device.Fail("launch", 2);
        SoftDevice.Check(device.Run("soft_fill", 1, 16, pointer, 16, 1));
        Assert.Equal(CudaResult.IllegalAddress, device.Run("soft_fill", 1, 16, pointer, 16, 2));
        Assert.Equal(CudaResult.IllegalAddress, device.Driver.cuCtxSynchronize());
        Assert.Equal(2ul, device.Count("launch:soft_fill"));
    }
}
