using System.Management.Automation;
using RetinaPS.Devices;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;
using RetinaPS.Sheets;

namespace RetinaPS.Commands;

/// <summary>Draws vessel maps on their photographs, for an eye to judge.</summary>
/// <remarks>
/// <para>Vessels are drawn in light blue on the photograph. With -Truth, a manual map, the photograph is grey: green is vessel in both,
/// orange what the map alone holds, blue what it missed.</para>
/// <para>The picture is drawn on the processor.</para>
/// </remarks>
/// <example>
///   <summary>Look at the vessels of a folder of photographs</summary>
///   <code>Get-VesselMap *.jpeg | New-VesselOverlay |
///     Export-RetinaImage -Destination overlays</code>
///   <para>Each photograph is read again from its file.</para>
/// </example>
/// <example>
///   <summary>See where a map differs from a manual one</summary>
///   <code>Get-VesselMap *.jpeg | New-VesselOverlay -Truth 'manual/*.png' |
///     Export-RetinaContactSheet -Destination differences.png -TileSize 960</code>
///   <para>Draws what is right, wrong and missed, all photographs on one sheet.</para>
/// </example>
/// <seealso cref="GetVesselMapCommand"/>
[Cmdlet(VerbsCommon.New, "VesselOverlay")]
[OutputType(typeof(RetinaImage))]
public sealed class NewVesselOverlayCommand : RetinaCommand
{
    /// <summary>Maps from Get-VesselMap. They are borrowed and stay valid.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(VariableCompleter<VesselMap>))]
    public VesselMap[] InputObject { get; set; } = [];

    /// <summary>The photograph.</summary>
    /// <value>Default: read again from the map's file</value>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(VariableCompleter<RetinaImage>))]
    public RetinaImage? Photograph { get; set; }

    /// <summary>
    /// A manual map to compare with: an image, or a file in which a star stands for the photograph's name, or a script block that makes one
    /// of them from the map.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public PictureSource? Truth { get; set; }

    /// <summary>How much of the photograph the colours hide, 0 to 1.</summary>
    /// <value>Default: 0.6</value>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public double Opacity { get; set; } = 0.6;

    /// <summary>Frees each map's pixels as soon as it has been drawn.</summary>
    [Parameter]
    public SwitchParameter DisposeInput { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var map in InputObject)
        {
            Attempt(() => Draw(map));
            if (DisposeInput)
                map.Dispose();
        }
    }

    private void Draw(VesselMap map)
    {
        using var read = Photograph is null ? Read(map) : null;
        var photograph = Photograph ?? read!;
        if ((photograph.Width, photograph.Height) != (map.Width, map.Height))
            throw RetinaErrors.PictureSizeMismatch(photograph.Name, photograph.Width, photograph.Height, map.Name, map.Width, map.Height);
        bool[]? vessels = Truth?.Read(map.Name, map.Width, map.Height, ResolveTarget, out _);
        WriteObject(new RetinaImage(VesselOverlay.Draw(photograph, map.Map, vessels, Opacity), map.Path, map.Name + "_overlay", map.Mask));
    }

    private static RetinaImage Read(VesselMap map) => map.Path is null
        ? throw CommandErrors.PhotographMissing(map.Name)
        : RetinaImage.Load(map.Path, RetinaDevices.Cpu, color: true, maximumMegapixels: double.PositiveInfinity);
}
