using System.Management.Automation;
using System.Management.Automation.Host;
using RetinaPS.Devices;
using RetinaPS.Engines.OpenCv;
using RetinaPS.FalseColor;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;
using RetinaPS.Sheets;
using RetinaPS.Terminal;

namespace RetinaPS.Commands;

/// <summary>Shows images in the terminal, or in the system's picture viewer.</summary>
/// <remarks>
/// <para>Uses the finest means that the terminal is known to have: kitty's graphics protocol, Sixel graphics, half blocks in 24-bit or in 256 colours, or
/// characters from dark to light. TERM, COLORTERM, TERM_PROGRAM, NO_COLOR and the like tell which; a console that a person sits at is also asked. Where
/// the output goes to a file, only characters are written. -Protocol decides otherwise.</para>
/// <para>A picture fills the window as far as its aspect ratio allows, and is never enlarged. It is written to the host as Write-Host does,
/// so that 6> redirects it, and gives no output: -AsText gives its lines to the pipeline instead, -PassThru the image itself.</para>
/// </remarks>
/// <example>
///   <summary>Look at a photograph</summary>
///   <code>Show-RetinaImage eye.jpeg</code>
///   <para>As large as the window allows.</para>
/// </example>
/// <example>
///   <summary>Check a mask on the way</summary>
///   <code>Import-RetinaImage eye.jpeg | Get-EyeMask -PassThru |
///     Show-RetinaImage -Outline -PassThru | Set-EyeMask |
///     Export-RetinaImage -Destination out</code>
///   <para>The pipeline goes on behind the picture.</para>
/// </example>
/// <example>
///   <summary>A filter's response as text</summary>
///   <code>Import-RetinaImage eye.jpeg |
///     Invoke-MatchedFilterBank -Bank (New-MatchedFilterBank) -Invert `
///         -Response Float |
///     Show-RetinaImage -ColorMap Inferno -Protocol HalfBlock -Width 60 `
///         -AsText |
///     Set-Content response.ans</code>
///   <para>Writing response.ans to a terminal shows it again.</para>
/// </example>
/// <example>
///   <summary>In the system's viewer (opens a window)</summary>
///   <code>Show-RetinaImage eye.jpeg -Viewer</code>
///   <para>All pixels, from a temporary PNG file.</para>
/// </example>
[Cmdlet(VerbsCommon.Show, "RetinaImage", DefaultParameterSetName = "Path")]
[OutputType(typeof(RetinaImage), typeof(string))]
public sealed class ShowRetinaImageCommand : ImageCommand
{
    private const int UsualColumns = 80;
    private const int UsualRows = 24;
    private const int PromptRows = 3;
    private TerminalDisplay display = null!;

    /// <summary>Eye masks to show as pictures, white inside and black outside.</summary>
    [Parameter(ParameterSetName = "Mask", Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(VariableCompleter<EyeMask>))]
    public EyeMask[] Mask { get; set; } = [];

    /// <summary>Vessel maps from Get-VesselMap, to show what is taken for a vessel; a map's Response is an image that can be shown in colour.</summary>
    [Parameter(ParameterSetName = "VesselMap", Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(VariableCompleter<VesselMap>))]
    public VesselMap[] VesselMap { get; set; } = [];

    /// <summary>Draws the outline of each image's mask.</summary>
    [Parameter]
    public SwitchParameter Outline { get; set; }

    /// <summary>The colours in which grey and float images are shown; a float image's colours span its smallest to its largest value.</summary>
    /// <value>Default: Gray</value>
    [Parameter]
    public ColorMap ColorMap { get; set; } = ColorMap.Gray;

    /// <summary>How the picture is written.</summary>
    /// <value>Default: the finest that the terminal is known to show</value>
    [Parameter]
    public TerminalProtocol? Protocol { get; set; }

    /// <summary>The most columns that the picture takes.</summary>
    /// <value>Default: the window's width</value>
    [Parameter]
    [ValidateRange(1, 2000)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int Width { get; set; }

    /// <summary>The most lines that the picture takes.</summary>
    /// <value>Default: the window's height less 3 for the prompt; any number with -Width</value>
    [Parameter]
    [ValidateRange(1, 2000)]
    [ArgumentCompleter(typeof(NoCompletion))]
    public int Height { get; set; }

    /// <summary>Opens the picture in the system's viewer, in full size, instead.</summary>
    [Parameter]
    public SwitchParameter Viewer { get; set; }

    /// <summary>Gives the picture's lines as strings, for files and for other programs, instead of writing them to the host.</summary>
    [Parameter]
    public SwitchParameter AsText { get; set; }

    /// <summary>Gives the image on to the pipeline.</summary>
    [Parameter(ParameterSetName = "InputObject")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var window = WindowSize();
        int columns = Width > 0 ? Width : window.Width;
        int rows = Height > 0 ? Height : Width > 0 ? 2000 : Math.Max(1, window.Height - PromptRows);
        bool canAsk = !AsText && Host?.Name == "ConsoleHost" && TerminalQuery.IsPossible;
        display = TerminalDisplay.Find(
            Protocol, columns, rows, Environment.GetEnvironmentVariable, onTerminal: !AsText && !Console.IsOutputRedirected, canAsk ? TerminalQuery.Ask : null);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var map in VesselMap)
            Attempt(() => Show(map.Map));
        foreach (var mask in Mask)
        {
            Attempt(() =>
            {
                using var picture = mask.ToImage();
                Show(picture);
            });
        }

        if (VesselMap.Length == 0 && Mask.Length == 0)
            base.ProcessRecord();
    }

    private protected override void ProcessImage(RetinaImage image)
    {
        Show(image);
        if (PassThru)
            WriteObject(image);
    }

    private void Show(RetinaImage image)
    {
        if (Viewer)
        {
            using var whole = Picture(image, image.Width, image.Height);
            using var png = new RetinaImage(new CpuBuffer(RetinaDevices.Cpu, whole.Picture.Clone()), null, image.Name);
            using var encoded = ImageFileEncoder.Encode(png, ImageFileFormat.Png, 100, image.Name);
            string file = PictureViewer.Open(encoded.Bytes.Span, image.Name);
            WriteVerbose($"The system's viewer was given '{file}'.");
            return;
        }

        var (width, height) = display.Space.Fit(image.Width, image.Height, display.Protocol);
        using var shown = Picture(image, width, height);
        foreach (string line in TerminalPicture.Encode(shown.Picture, display.Protocol, display.Space))
        {
            if (AsText)
                WriteObject(line);
            else
                WriteToHost(line);
        }

        if (!AsText)
            WriteToHost(shown.Range is { } range ? $"{image}, {range.MinimumText} to {range.MaximumText}" : image.ToString());
    }

    /// <summary>Writes a line as Write-Host does, so that 6> and *> redirect it.</summary>
    private void WriteToHost(string line) => WriteInformation(new HostInformationMessage { Message = line }, ["PSHOST"]);

    private FalseColorImage Picture(RetinaImage image, int width, int height)
    {
        using var small = image.Device.Engine.Resize(image.Buffer, width, height);
        var picture = FalseColorImage.From(small, ColorMap);
        if (Outline && image.Mask is { } mask)
            MaskOutline.Draw(picture.Picture, mask, Math.Max(1, width / 1000));
        return picture;
    }

    private Size WindowSize()
    {
        try
        {
            var size = Host?.UI?.RawUI?.WindowSize ?? default;
            return size.Width > 0 && size.Height > 0 ? size : new Size(UsualColumns, UsualRows);
        }
        catch (Exception e) when (e is HostException or NotImplementedException or NotSupportedException or IOException)
        {
            return new Size(UsualColumns, UsualRows);
        }
    }
}
