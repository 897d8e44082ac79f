using RetinaPS.Devices;
using RetinaPS.Files;
using RetinaPS.Imaging;

namespace RetinaPS.Batch.Runs;

/// <summary>What is done to photographs: eye mask, colours of a reference, CLAHE on V of HSV, mask; and what does it.</summary>
public sealed record PreprocessOptions
{
    /// <summary>The colours to match.</summary>
    public required ColorReference Reference { get; init; }

    /// <summary>How the eye is found in photographs that carry no mask.</summary>
    public EyeMaskOptions Eye { get; init; } = new();

    /// <summary>How CLAHE works; its channel is Value.</summary>
    public ClaheOptions Clahe { get; init; } = new();

    /// <summary>Halves and blurs the photographs first, as the original did in Python.</summary>
    public bool PyramidDown { get; init; }

    /// <summary>Whether level 255 is left out of the histograms; null as the reference does.</summary>
    public bool? ExcludeSaturated { get; init; }

    /// <summary>Cuts each result to the square about the eye's circle; what lies beyond the frame is black.</summary>
    public bool Crop { get; init; }

    /// <summary>The results' longer side at most, 1 to 65535 pixels; 0 for the photographs' own size. Nothing is enlarged.</summary>
    public int Size { get; init; }

    /// <summary>The devices that share the photographs; null for <see cref="RetinaDevices.Default"/>.</summary>
    public IReadOnlyList<RetinaDevice>? Devices { get; init; }

    /// <summary>
    /// How many photographs each device works on at once, 1 to 1024; null for the number of processors, and for a GPU 16 more than its share of
    /// three for each processor, as its memory allows.
    /// </summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>Refuses files with more pixels than this many millions.</summary>
    public double MaximumMegapixels { get; init; } = ImageFileInspector.DefaultMaximumMegapixels;

    internal PreprocessPlan Plan => new()
    {
        Reference = Reference,
        Eye = Eye,
        Clahe = Clahe,
        PyramidDown = PyramidDown,
        ExcludeSaturated = ExcludeSaturated ?? Reference.ExcludeSaturated,
        Crop = Crop,
        Size = Size,
    };

    /// <exception cref="ArgumentException">An option is outside of its range.</exception>
    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Reference);
        Clahe.Check();
        ArgumentOutOfRangeException.ThrowIfNotEqual(Clahe.Channel, ImageChannel.Value, nameof(Clahe));
        ArgumentOutOfRangeException.ThrowIfNegative(Size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Size, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(ThrottleLimit ?? 1, 1, nameof(ThrottleLimit));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ThrottleLimit ?? 1, 1024, nameof(ThrottleLimit));
        if (Devices is { Count: 0 })
            throw new ArgumentException("At least one device is needed.", nameof(Devices));
    }
}
