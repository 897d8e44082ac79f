using System.Globalization;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

/// <summary>What images hold of a process's memory, in a PowerShell of its own, where nothing else makes images.</summary>
[Trait("Speed", "Slow")]
public sealed class ImageMemoryTests : CmdletTest
{
    private const int Images = 40;
    private const long ImageBytes = 3L * 3264 * 2448;

    // The first image freed raises the size from which glibc maps blocks on their own; the last one made stays, above all others.
    private const string MakeAndDispose = """
        function Get-Resident { (Get-Process -Id $PID).WorkingSet64 }
        $cpu = Get-RetinaDevice Cpu
        $sample = New-SyntheticFundus -Width 3264 -Height 2448 -Device Cpu
        $photograph = $sample.Image
        1..3 | ForEach-Object { ($photograph | Invoke-GpuClahe).Dispose() }
        $before = Get-Resident
        $held = $cpu.MemoryInUse
        $images = 1..40 | ForEach-Object { $photograph | Invoke-GpuClahe }
        "held $($cpu.MemoryInUse - $held)"
        $full = Get-Resident
        $images[0..38] | ForEach-Object Dispose
        "left $($cpu.MemoryInUse - $held)"
        "peak $($cpu.PeakMemoryInUse - $held)"
        "grown $($full - $before)"
        "stays $((Get-Resident) - $before)"
        """;

    [Fact]
    public void Memory_of_disposed_images_goes_back_to_the_system_and_the_device_counts_what_is_held()
    {
        var run = PwshProcess.Command(Folder.Path, MakeAndDispose);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Errors));
        var bytes = run.Lines.Select(line => line.Split(' '))
            .ToDictionary(words => words[0], words => long.Parse(words[1], CultureInfo.InvariantCulture));
        Assert.Equal((Images * ImageBytes, ImageBytes, Images * ImageBytes), (bytes["held"], bytes["left"], bytes["peak"]));
        Assert.InRange(bytes["grown"], (Images - 2) * ImageBytes, long.MaxValue);
        Assert.InRange(bytes["stays"], long.MinValue, 16 * ImageBytes);
    }
}
