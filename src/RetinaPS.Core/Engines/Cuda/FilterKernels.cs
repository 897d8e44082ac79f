using System.Runtime.CompilerServices;
using RetinaPS.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>Launches the family <c>filters</c>. A bank's weights stay on the device as long as the bank lives.</summary>
internal sealed class FilterKernels(KernelModules kernels)
{
    private static readonly Dim3 Threads = 128;
    private static readonly Dim3 Covered = (FilterSteps.BlockColumns, FilterSteps.BlockRows);
    private readonly FiltersLauncher launch = new(kernels);
    private readonly ConditionalWeakTable<FilterBank, BankMemory> banks = [];

    /// <summary>The bank's largest response at each pixel of a grey image: whole levels of 0 to 255 or float, as the target's format says.</summary>
    /// <param name="stream">Where to queue it.</param>
    /// <param name="source">The plane, Gray8.</param>
    /// <param name="target">The responses.</param>
    /// <param name="index">Which kernel gave them, Gray8, or null.</param>
    /// <param name="bank">The kernels.</param>
    public void Maximum(CudaStream stream, CudaBuffer source, CudaBuffer target, CudaBuffer? index, FilterBank bank)
    {
        var memory = banks.GetValue(bank, key => new BankMemory(stream, key));
        launch.FilterMaximum(
            Dim3.Covering(source.Width, source.Height, Covered), Threads, stream,
            source.Memory, source.Pitch, target.Memory, target.Pitch, target.Format == PixelFormat.Gray32Float ? 1 : 0,
            index?.Memory ?? KernelMemory.None, index?.Pitch ?? 0, source.Width, source.Height,
            memory.Steps, memory.Weights, memory.Offsets, memory.Spans, memory.Steps.TileBytes);
    }

    /// <summary>One bank on the device; its memory has finalizers of its own.</summary>
    private sealed class BankMemory
    {
        public BankMemory(CudaStream stream, FilterBank bank)
        {
            var host = new FilterWeights(bank);
            Steps = host.Steps;
            Weights = stream.Upload<uint>(host.Weights);
            Offsets = stream.Upload<int>(host.Offsets);
            Spans = stream.Upload<int>(host.Spans);
        }

        public FilterSteps Steps { get; }

        public DeviceMemory Weights { get; }

        public DeviceMemory Offsets { get; }

        public DeviceMemory Spans { get; }
    }
}
