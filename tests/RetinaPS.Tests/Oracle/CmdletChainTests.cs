using RetinaPS.Batch;
using RetinaPS.Devices;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Oracle;

/// <summary>The oracle's variants as a person types them, in a real runspace, to the byte.</summary>
[Trait("Speed", "Slow")]
public sealed class CmdletChainTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ModuleRunspace shell;

    public CmdletChainTests()
    {
        HsvRounding.RequireTheOraclesHere();
        shell = new ModuleRunspace(folder.Path);
    }

    /// <summary>One generated image and one photograph, in every variant.</summary>
    public static TheoryData<string, string> Cases => new(
        from input in new[] { "fundus-333x500-10", "hrf/02_h.jpg" }
        from variant in OracleVariant.All
        select (input, variant.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Invoke_RetinaPreprocess_writes_the_oracles_result_and_mask(string input, string variant)
    {
        var golden = OracleGoldens.Find(input, variant);
        SetFiles(golden);
        string halve = golden.Variant.PyramidDown ? "-PyramidDown" : string.Empty;
        var record = shell.Run($$"""
            Invoke-RetinaPreprocess -LiteralPath $file -Reference $reference -MaskMethod Canny {{halve}} {{Exclude(golden)}} `
                -Destination out -MaskDestination masks -Format Png
            """).Succeeded().Single<PreprocessResult>();
        Assert.Equal((golden.Width, golden.Height), (record.Width, record.Height));
        EngineSteps.AssertDigest(golden.Result, Decode(Assert.Single(folder.Files("out/*.png")), color: true), "result");
        EngineSteps.AssertDigest(golden.Mask, Decode(Assert.Single(folder.Files("masks/*.png")), color: false), "mask");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_single_cmdlets_in_a_row_give_the_oracles_result(string input, string variant)
    {
        var golden = OracleGoldens.Find(input, variant);
        SetFiles(golden);
        string halve = golden.Variant.PyramidDown ? "| ConvertTo-PyramidDown -Blur" : string.Empty;
        using var made = shell.Run($$"""
            $colors = Import-RetinaImage -LiteralPath $reference {{halve}}
            Import-RetinaImage -LiteralPath $file {{halve}} | Get-EyeMask -Method Canny -PassThru |
                Invoke-HistogramSpecification -Reference $colors -MaskMethod Canny {{Exclude(golden)}} |
                Invoke-Clahe -ClipLimit 4 -TileGrid 16,16 | Set-EyeMask
            """).Succeeded().Single<RetinaImage>();
        EngineSteps.AssertDigest(golden.Mask, made.Mask!.ToPixels(), "mask");
        EngineSteps.AssertDigest(golden.Result, made.CopyPixels(), "result");
    }

    public void Dispose()
    {
        shell.Dispose();
        folder.Dispose();
    }

    private static string Exclude(OracleGolden golden) => golden.Variant.ExcludeSaturated ? "-ExcludeSaturated" : string.Empty;

    private static byte[] Decode(string file, bool color)
    {
        using var image = RetinaImage.Load(file, RetinaDevices.Cpu, color);
        return image.CopyPixels();
    }

    private void SetFiles(OracleGolden golden)
    {
        shell.Set("file", FileOf(golden.Input));
        shell.Set("reference", FileOf(golden.Reference.Input));
    }

    private string FileOf(OracleInput input)
    {
        var pixels = input.Load();
        if (input.IsPhotograph)
            return input.File;
        var engine = RetinaDevices.Cpu.Engine;
        var buffer = pixels.UploadTo(engine);
        using var file = engine.Encode(buffer, ImageFileFormat.Png, 0);
        File.WriteAllBytes(folder[input.Name + ".png"], file.Bytes.Span);
        buffer.Dispose();
        return folder[input.Name + ".png"];
    }
}
