using System.Collections.Immutable;
using System.Management.Automation;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Build;

/// <summary>The module beside other versions of its libraries, and beside another version of itself.</summary>
public sealed class IsolationTests : IDisposable
{
    private const string RunEachCmdlet = """
        $eye = New-SyntheticFundus -Seed 7 -Width 240 -Height 200
        $image = $eye.Image
        $image | Export-RetinaImage -Destination photographs
        $masked = $image | Get-EyeMask -PassThru
        $reference = $masked | New-ColorReference
        $bank = New-MatchedFilterBank
        $map = $masked | Get-VesselMap
        Invoke-RetinaPreprocess photographs/* -Reference $reference -Destination results -Manifest run.jsonl | Out-Null
        $rest = @(
            $masked | ConvertTo-PyramidDown
            $bank | Export-FilterBankPlot -Destination bank.svg
            $masked | Export-HistogramPlot -Destination histogram.png
            $masked | Export-RetinaContactSheet -Destination sheet.png
            $masked | Get-ColorHistogram
            Get-PreprocessManifest run.jsonl
            Get-RetinaDevice
            Import-RetinaImage photographs/*
            $masked | Invoke-GpuClahe
            $masked | Invoke-HistogramSpecification -Reference $reference
            $image | Invoke-MatchedFilterBank -Bank $bank
            $map | Measure-VesselMap -Truth $map.Map
            New-RetinaReport report.html -Manifest run.jsonl
            $map | New-VesselOverlay -Photograph $image
            $image | Resize-RetinaImage -Size 100
            $masked | Set-EyeMask
            $image | Show-RetinaImage -Protocol Ascii -Width 20
        )
        "results: $(@($rest | Where-Object { $null -ne $_ }).Count -gt 15)"
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_cmdlet_works_where_other_versions_of_its_libraries_are_loaded()
    {
        foreach (var cmdlet in AssembledModule.Cmdlets.Select(type => type.GetCustomAttribute<CmdletAttribute>()!))
            Assert.Contains($"{cmdlet.VerbName}-{cmdlet.NounName}", RunEachCmdlet, StringComparison.Ordinal);

        var run = PwshProcess.Command(folder.Path, $$"""
            $ErrorActionPreference = 'Stop'
            $others = '{{Other("OtherSkiaSharp")}}', '{{Other("OtherHashing")}}' | ForEach-Object { [Reflection.Assembly]::LoadFrom($_) }
            {{RunEachCmdlet}}
            [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object GetName | Where-Object Name -in SkiaSharp, System.IO.Hashing |
                ForEach-Object { "$($_.Name) $($_.Version.Major)" } | Sort-Object
            "named: $($image -is [RetinaPS.Imaging.RetinaImage]), $([SkiaSharp.SKColor].Assembly -eq $others[0])"
            """);

        Assert.Equal(string.Empty, run.Errors);
        Assert.Equal(
            ["results: True", "SkiaSharp 2", "SkiaSharp 3", "System.IO.Hashing 10", "System.IO.Hashing 8", "named: True, True"],
            run.Lines[^6..]);
    }

    [Fact]
    public void Two_versions_work_in_two_sessions_of_one_process()
    {
        string other = Path.Combine(folder.Path, "other", "RetinaPS");
        CopyFolder(AssembledModule.Folder, other);
        SetVersion(Path.Combine(other, "bin", "RetinaPS.dll"), new Version(0, 0, 9, 0));
        string manifest = Path.Combine(other, "RetinaPS.psd1");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("= '0.1.0'", "= '0.0.9'", StringComparison.Ordinal));

        var run = PwshProcess.Command(folder.Path, $$"""
            $ErrorActionPreference = 'Stop'
            $use = {
                param($manifest)
                $module = Import-Module $manifest -PassThru
                $masked = (New-SyntheticFundus -Seed 7 -Width 240 -Height 200).Image | Get-EyeMask -PassThru
                "$($module.Version) $($masked.Mask.Status) $([IO.Path]::GetDirectoryName($masked.GetType().Assembly.Location))"
            }
            & $use '{{AssembledModule.Manifest}}'
            Start-ThreadJob $use -ArgumentList '{{manifest}}' | Receive-Job -Wait
            & $use '{{AssembledModule.Manifest}}'
            """);

        Assert.Equal(string.Empty, run.Errors);
        string here = $"0.1.0 Found {Path.Combine(AssembledModule.Folder, "bin")}";
        Assert.Equal([here, $"0.0.9 Found {Path.Combine(other, "bin")}", here], run.Lines);
    }

    [Fact]
    public void A_module_that_is_imported_again_has_its_cmdlets()
    {
        var run = PwshProcess.Command(folder.Path, """
            Import-Module RetinaPS
            Import-Module RetinaPS -Force
            $forced = (Get-Command -Module RetinaPS).Count
            Remove-Module RetinaPS
            $removed = @(Get-Module RetinaPS -All).Count
            Import-Module RetinaPS
            "$forced $removed $((Get-Command -Module RetinaPS).Count)"
            """);

        Assert.Equal(string.Empty, run.Errors);
        int commands = AssembledModule.Cmdlets.Count() + 1;
        Assert.Equal($"{commands} 0 {commands}", run.Output.Trim());
    }

    private static string Other(string name) => typeof(IsolationTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == name).Value!;

    /// <summary>Writes another version over the one in an assembly's metadata, where a row of the table Assembly begins with a hash's name.</summary>
    private static void SetVersion(string file, Version version)
    {
        byte[] bytes = File.ReadAllBytes(file);
        using var assembly = new PEReader(ImmutableArray.Create(bytes));
        int row = assembly.PEHeaders.MetadataStartOffset + assembly.GetMetadataReader().GetTableMetadataOffset(TableIndex.Assembly);
        var numbers = MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan(row + sizeof(uint), 4 * sizeof(ushort)));
        (numbers[0], numbers[1], numbers[2], numbers[3]) = ((ushort)version.Major, (ushort)version.Minor, (ushort)version.Build, (ushort)version.Revision);
        File.WriteAllBytes(file, bytes);
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
