using RetinaPS.Cuda;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>Memory that runs out in the middle of an operation, at each of its allocations: what it had made by then is freed at once.</summary>
public sealed class ShortMemoryTests
{
    private static readonly TestImage Photograph = TestImage.Photograph(120, 91);
    private static readonly TestImage Gray = TestImage.Noise(90, 71, PixelFormat.Gray8);
    private static readonly PreprocessPlan Plan = new()
    {
        Reference = Photographs.Reference(), PyramidDown = true, Crop = true, Size = 30, Eye = new EyeMaskOptions(EyeMaskMethod.FullFrame), Clahe = new ClaheOptions(4, 4, 4),
    };

    [Fact]
    public void Halving_and_blurring_leave_nothing() => AssertFreed(Photograph, 4, (engine, image) => engine.PyramidDown(image, 2, blur: true));

    [Fact]
    public void The_chain_leaves_nothing() => AssertFreed(Gray, 10, (engine, image) => engine.Preprocess(image, Plan, overwriteInput: false).Image);

    [Fact]
    public void Tables_leave_nothing() => AssertFreed(Photograph, 2, (engine, image) => engine.Clahe(image, new ClaheOptions(4, 4, 4)));

    [Fact]
    public void The_eye_search_leaves_nothing() => AssertFreed(Photograph, 4, (engine, image) =>
    {
        engine.FindEye(image, new EyeMaskOptions(EyeMaskMethod.Canny, workingSize: 60));
        return null;
    });

    [Fact]
    public void Encoding_leaves_nothing() => AssertFreed(Photograph, 5, (engine, image) =>
    {
        engine.Encode(image, ImageFileFormat.Jpeg, 90).Dispose();
        return null;
    });

    [Fact]
    public void A_filter_bank_leaves_nothing()
    {
        var bank = CustomBanks.Random(3, 1, 1);
        AssertFreed(Gray, 2, (engine, image) =>
        {
            var output = engine.FilterMaximum(image, bank, FilterResponse.Float, withIndex: true);
            output.Index!.Dispose();
            return output.Response;
        });
    }

    [Fact]
    public void Masks_leave_nothing() => AssertFreed(Photograph, 2, (engine, image) => engine.ApplyMask(image, EyeMask.FullFrame(120, 91).Extents));

    [Fact]
    public void Tables_that_could_not_be_kept_are_made_by_the_next_caller()
    {
        using var gpu = new SoftGpu("CACHE=0");
        using var image = gpu.Import(Photograph);
        for (int nth = 1; nth <= 3; nth++)
        {
            gpu.Driver.Fail("alloc", nth, forGood: true);
            Assert.ThrowsAny<CudaException>(() => gpu.Engine.Clahe(image.Buffer, new ClaheOptions()).Dispose());
            Assert.ThrowsAny<CudaException>(() => gpu.Engine.Encode(image.Buffer, ImageFileFormat.Jpeg, 90).Dispose());
        }

        gpu.Driver.Fail("alloc", 0);
        gpu.Engine.Clahe(image.Buffer, new ClaheOptions()).Dispose();
        gpu.Engine.Encode(image.Buffer, ImageFileFormat.Jpeg, 90).Dispose();
    }

    /// <summary>Runs an operation whose nth allocation fails, and all after it, for each n up to that at which it has all its memory.</summary>
    private static void AssertFreed(TestImage photograph, int leastFailures, Func<IRetinaEngine, ImageBuffer, ImageBuffer?> operation)
    {
        using var gpu = new SoftGpu("CACHE=0");
        using var image = gpu.Import(photograph);
        Run();
        long held = gpu.Device.MemoryInUse;
        int failures = -1;
        bool failed;
        do
        {
            failures++;
            gpu.Driver.Fail("alloc", failures + 1, forGood: true);
            failed = Record.Exception(Run) is DeviceOutOfMemoryException;
            Assert.Equal((failures, held), (failures, gpu.Device.MemoryInUse));
        }
        while (failed);
        Assert.InRange(failures, leastFailures, int.MaxValue);

        // A host without memory for transfers; the pool has none left.
        gpu.Driver.Fail("alloc", 0);
        gpu.Driver.Device.PinnedMemory.Trim();
        gpu.Driver.Fail("host_alloc", forGood: true);
        Record.Exception(Run);
        Assert.Equal(held, gpu.Device.MemoryInUse);

        void Run()
        {
            if (operation(gpu.Engine, image.Buffer) is { } made)
                image.Derive(made, null).Dispose();
        }
    }
}
