using System.Runtime.CompilerServices;
using RetinaPS.Cuda;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cuda;

/// <summary>Launches the family <c>filters</c>. A bank's weights stay on the device as long as the bank lives.</summary>
internal sealed class FilterKernels(KernelModules kernels)
{
    private const string Family = "filters";
    private static readonly Dim3 Threads = 256;
    private static readonly Dim3 Covered = (128, 16);
    private readonly ConditionalWeakTable<FilterBank, BankMemory> banks = [];

    /// <summary>
    /// The bank's largest response at each pixel of a grey or float image, as the target's format says: whole levels of 0 to 255, or float.
    /// </summary>
    public void Maximum(CudaStream stream, CudaBuffer source, CudaBuffer target, FilterBank bank)
    {
        var memory = banks.GetValue(bank, key => new BankMemory(kernels.Device, key));
        string kernel = (source.Format, target.Format) switch
        {
            (PixelFormat.Gray8, PixelFormat.Gray8) => "filter_maximum_gray",
            (PixelFormat.Gray8, PixelFormat.Gray32Float) => "filter_maximum_gray_to_float",
            (PixelFormat.Gray32Float, PixelFormat.Gray8) => "filter_maximum_float_to_gray",
            (PixelFormat.Gray32Float, PixelFormat.Gray32Float) => "filter_maximum_float",
            _ => throw new ArgumentException($"No filter goes from {source.Format} to {target.Format}.", nameof(target)),
        };
        kernels[Family, kernel].Launch(
            Dim3.Covering(source.Width, source.Height, Covered), Threads, 0, stream,
            source.Memory.In(), source.Pitch, target.Memory.Out(), target.Pitch, source.Width, source.Height,
            KernelArgument.Of(memory.Canvas), memory.Weights.In(), memory.Spans.In());
    }

    /// <summary>One bank on the device; its memory has finalizers of its own.</summary>
    private sealed class BankMemory
    {
        public BankMemory(CudaDevice device, FilterBank bank)
        {
            var host = new FilterWeights(bank);
            Canvas = host.Canvas;
            Weights = device.Memory.Allocate((long)host.Weights.Length * sizeof(float));
            Spans = device.Memory.Allocate((long)host.Spans.Length * sizeof(int));
            device.CurrentStream.Upload<float>(host.Weights, Weights);
            device.CurrentStream.Upload<int>(host.Spans, Spans);
        }

        public FilterCanvas Canvas { get; }

        public DeviceMemory Weights { get; }

        public DeviceMemory Spans { get; }
    }
}
