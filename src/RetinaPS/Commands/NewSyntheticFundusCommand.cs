using System.Management.Automation;
using RetinaPS.Devices;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Synthetic;

namespace RetinaPS.Commands;

/// <summary>Makes fundus photographs of which everything is known.</summary>
/// <remarks>
/// <para>Gives the photograph, its true eye mask and its true vessel map. What is not asked for is drawn from the seed: mostly ordinary
/// photographs, at times dark, cut, noisy, labelled or frame-filling ones. The same seed and parameters give the same bytes on every
/// machine.</para>
/// </remarks>
/// <example>
///   <summary>Make photographs to test with</summary>
///   <code>1..6 | New-SyntheticFundus -Width 300 -Height 200 | ForEach-Object Image |
///     Export-RetinaImage -Destination photographs</code>
///   <para>Writes synthetic-1.jpg to synthetic-6.jpg.</para>
/// </example>
/// <example>
///   <summary>Test a mask against the truth</summary>
///   <code>$eye = New-SyntheticFundus 7 -Width 300 -Height 200 -RadiusFraction 0.95 `
///     -FillFrame $false -Exposure 1
/// ($eye.Image | Get-EyeMask).IntersectionOverUnion($eye.EyeMask)</code>
///   <para>Every sample carries its true mask, vessels, optic disc and fovea.</para>
/// </example>
/// <example>
///   <summary>See what the seeds drew</summary>
///   <code>1..5 | New-SyntheticFundus -Width 300 -Height 200</code>
///   <para>The table names what is unusual about each.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "SyntheticFundus")]
[OutputType(typeof(SyntheticFundusSample))]
public sealed class NewSyntheticFundusCommand : RetinaCommand
{
    /// <summary>Seeds, one photograph each.</summary>
    /// <value>Default: 0</value>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public ulong[] Seed { get; set; } = [0];

    /// <summary>Width in pixels.</summary>
    /// <value>Default: 1536</value>
    [Parameter]
    [ValidateRange(1, 32767)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int Width { get; set; } = 1536;

    /// <summary>Height in pixels.</summary>
    /// <value>Default: 1024</value>
    [Parameter]
    [ValidateRange(1, 32767)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int Height { get; set; } = 1024;

    /// <summary>Radius of the camera's disc over half of the frame's shorter side.</summary>
    /// <value>Default: drawn, 0.85 to 1.4</value>
    [Parameter]
    [ValidateRange(0.2, 3.0)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public double? RadiusFraction { get; set; }

    /// <summary>Depth of the flat cut at the top of the disc, over its radius.</summary>
    /// <value>Default: drawn</value>
    [Parameter]
    [ValidateRange(0.0, 0.5)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public double? CutTop { get; set; }

    /// <summary>Depth of the flat cut at the bottom of the disc, over its radius.</summary>
    /// <value>Default: drawn</value>
    [Parameter]
    [ValidateRange(0.0, 0.5)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public double? CutBottom { get; set; }

    /// <summary>Grey level of the camera's background.</summary>
    /// <value>Default: drawn, mostly 0 to 3</value>
    [Parameter]
    [ValidateRange(0.0, 60.0)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public double? BackgroundLevel { get; set; }

    /// <summary>Standard deviation of the sensor's noise in grey levels; 0 turns all noise off.</summary>
    /// <value>Default: drawn</value>
    [Parameter]
    [ValidateRange(0.0, 20.0)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public double? NoiseSigma { get; set; }

    /// <summary>Exposure; 1 is well exposed.</summary>
    /// <value>Default: drawn, mostly 0.85 to 1.15</value>
    [Parameter]
    [ValidateRange(0.03, 3.0)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public double? Exposure { get; set; }

    /// <summary>Part of the light that is lost at the rim.</summary>
    /// <value>Default: drawn</value>
    [Parameter]
    [ValidateRange(0.0, 0.9)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public double? Vignetting { get; set; }

    /// <summary>Widths of all vessels relative to an average eye's.</summary>
    /// <value>Default: drawn, 0.8 to 1.2</value>
    [Parameter]
    [ValidateRange(0.3, 3.0)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public double? VesselScale { get; set; }

    /// <summary>Retina up to all four edges of the frame: $true, $false, or drawn.</summary>
    /// <value>Default: drawn</value>
    [Parameter]
    [ArgumentCompleter(typeof(NoCompletion))]
    public bool? FillFrame { get; set; }

    /// <summary>Which eye.</summary>
    /// <value>Default: drawn</value>
    [Parameter]
    public EyeSide? Eye { get; set; }

    /// <summary>The device that holds the pixels: Auto, or a name that Get-RetinaDevice lists.</summary>
    /// <value>Default: Auto</value>
    [Parameter]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public string Device { get; set; } = "Auto";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var device = Require(() => RetinaDevices.Find(Device));
        foreach (ulong seed in Seed)
        {
            if (Stopping)
                return;
            Attempt(() => WriteObject(Make(device, OptionsFor(seed))));
        }
    }

    private static SyntheticFundusSample Make(RetinaDevice device, SyntheticFundusOptions options)
    {
        try
        {
            return SyntheticFundusSample.Create(options, device);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw RetinaErrors.InvalidArgument(e.Message, options);
        }
    }

    private SyntheticFundusOptions OptionsFor(ulong seed) => new()
    {
        Seed = seed,
        Width = Width,
        Height = Height,
        RadiusFraction = RadiusFraction,
        CutTop = CutTop,
        CutBottom = CutBottom,
        BackgroundLevel = BackgroundLevel,
        NoiseSigma = NoiseSigma,
        Exposure = Exposure,
        Vignetting = Vignetting,
        VesselScale = VesselScale,
        FillFrame = FillFrame,
        Eye = Eye,
    };
}
