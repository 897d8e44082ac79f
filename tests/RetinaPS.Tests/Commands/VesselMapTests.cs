using System.Runtime.InteropServices;
using OpenCvSharp;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Synthetic;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

/// <summary>Get-VesselMap on photographs whose vessels are known, and what is done with its maps.</summary>
[Trait("Speed", "Slow")]
public sealed class VesselMapTests : CmdletTest
{
    public static TheoryData<VesselMapMethod, double> Methods => new() { { VesselMapMethod.Multiscale, 0.95 }, { VesselMapMethod.MfFdog, 0.85 } };

    [Theory]
    [MemberData(nameof(Methods))]
    public void Vessels_answer_more_than_what_is_none(VesselMapMethod method, double leastAuc)
    {
        var sample = Synthetic(3, 600);
        var map = Map(sample, method);
        Assert.Equal((600, 600, PixelFormat.Gray32Float, PixelFormat.Gray8), (map.Width, map.Height, map.Response.Format, map.Map.Format));
        Shell.Set("truth", Photographs.Gray(sample.VesselMap, 600, 600));
        Shell.Set("map", map);
        var measured = Run("$map | Measure-VesselMap -Truth $truth").Succeeded().Single<VesselMeasurement>();
        Assert.InRange(measured.Auc, leastAuc, 1);
        Assert.InRange(measured.Accuracy, 0.9, 1);
        Assert.InRange(measured.Frame.Auc, measured.Auc, 1);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Response_and_map_say_the_same_and_nothing_outside_the_eye(VesselMapMethod method, double _)
    {
        var map = Map(Synthetic(4, 500), method);
        float[] response = Floats(map.Response);
        byte[] levels = map.Map.CopyPixels(), inside = map.Mask.ToPixels();
        Assert.All(response, value => Assert.InRange(value, 0, 1));
        Assert.All(levels.Distinct(), level => Assert.True(level is 0 or 255));
        for (int i = 0; i < levels.Length; i++)
        {
            // Both are interpolated, each on its own scale.
            Assert.True(levels[i] == 0 || response[i] > map.Threshold - 0.15);
            Assert.True(inside[i] != 0 || (levels[i] == 0 && response[i] == 0));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_rim_is_no_vessel(VesselMapMethod method, double _)
    {
        var sample = Synthetic(6, 700);
        byte[] found = Map(sample, method).Map.CopyPixels();
        var circle = sample.EyeMask.Circle;
        int[] rim = [.. Enumerable.Range(0, found.Length).Where(i =>
            sample.EyeMask.Contains(i % 700, i / 700) && Math.Sqrt(Square((i % 700) - circle.CenterX) + Square((i / 700) - circle.CenterY)) > 0.96 * circle.Radius)];
        Assert.InRange(rim.Count(i => found[i] != 0 && sample.VesselMap[i] == 0), 0, (int)(0.03 * rim.Length));
        static double Square(double x) => x * x;
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_same_eye_has_the_same_vessels_at_500_and_at_2000_pixels(VesselMapMethod method, double _)
    {
        var large = Synthetic(8, 2000);
        using var picture = Mat.FromPixelData(2000, 2000, MatType.CV_8UC3, large.Bgr);
        using var shrunk = new Mat();
        Cv2.Resize(picture, shrunk, new Size(500, 500), 0, 0, InterpolationFlags.Area);
        shrunk.GetArray(out Vec3b[] colors);
        byte[] small = [.. colors.SelectMany(color => new[] { color.Item0, color.Item1, color.Item2 })];
        byte[] atLarge = Shrink(Map(large, method).Map.CopyPixels(), 2000, 500);
        Shell.Set("image", Photographs.Color(small, 500, 500, mask: large.EyeMask.Resize(500, 500)));
        byte[] atSmall = Run($"$image | Get-VesselMap -Method {method}").Succeeded().Single<VesselMap>().Map.CopyPixels();
        Assert.InRange(Dice(atLarge, atSmall), 0.85, 1);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void An_eye_upside_down_has_its_vessels_upside_down(VesselMapMethod method, double _)
    {
        var sample = Synthetic(5, 501);
        byte[] upright = Map(sample, method).Map.CopyPixels();
        byte[] turned = [.. sample.Bgr.Chunk(3).Reverse().SelectMany(color => color)];
        var circle = sample.EyeMask.Circle;
        var turnedCircle = new EyeCircle(500 - circle.CenterX, 500 - circle.CenterY, circle.Radius);
        int[] first = [.. sample.EyeMask.Extents.Last.Reverse().Select(x => x < 0 ? int.MaxValue : 500 - x)];
        int[] last = [.. sample.EyeMask.Extents.First.Reverse().Select(x => x > 500 ? -1 : 500 - x)];
        var mask = new EyeMask(RowExtents.FromArrays(501, first, last), turnedCircle, EyeMaskMethod.Disc, 1, EyeMaskStatus.Found);
        Shell.Set("image", Photographs.Color(turned, 501, 501, mask: mask));
        byte[] found = Run($"$image | Get-VesselMap -Method {method}").Succeeded().Single<VesselMap>().Map.CopyPixels();
        Assert.InRange(Dice(upright, [.. found.Reverse()]), 0.97, 1);
    }

    [Fact]
    public void An_even_image_has_no_vessels_and_a_float_one_is_refused()
    {
        Shell.Set("image", Photographs.Plain(120, 100, 90));
        var map = Run("$image | Get-VesselMap -MaskMethod FullFrame").Succeeded().Single<VesselMap>();
        Assert.All(map.Map.CopyPixels(), level => Assert.Equal(0, level));
        Shell.Set("response", map.Response);
        Assert.Equal(["RetinaPS.UnsupportedFormat"], Run("$response | Get-VesselMap").ErrorIds);
        Assert.All(Run("$image | Get-VesselMap -Method MfFdog -MaskMethod FullFrame").Succeeded().Single<VesselMap>().Map.CopyPixels(), level => Assert.Equal(0, level));
    }

    [Fact]
    public void Map_and_response_are_written_under_the_photographs_name_with_suffixes_of_their_own()
    {
        Photographs.Write(Folder["eye.jpg"], seed: 2);
        var files = Run("""
            $map = Get-VesselMap eye.jpg
            $map | Export-RetinaImage -Destination out
            $map | Export-RetinaImage -Destination out -Response
            $map | Export-RetinaImage -Destination out -Response -Format Png
            Import-RetinaImage eye.jpg | Export-RetinaImage -Destination out
            """).Succeeded().As<FileInfo>();
        Assert.Equal(["eye_vessels.png", "eye_response.tif", "eye_response.png", "eye.jpg"], files.Select(file => file.Name));
        var map = Run("$map").Single<VesselMap>();
        float[] response = Floats(map.Response);
        using var tiff = Cv2.ImRead(Folder["out", "eye_response.tif"], ImreadModes.Unchanged);
        Assert.True(tiff.GetArray(out float[] kept));
        Assert.Equal(response, kept);
        using var png = Cv2.ImRead(Folder["out", "eye_response.png"], ImreadModes.Unchanged);
        Assert.True(png.GetArray(out byte[] levels));
        Assert.Equal(response.Select(value => (byte)MathF.Round(value * 255)), levels);
    }

    [Fact]
    public void Disposing_a_map_frees_both_planes()
    {
        Give("image");
        var map = Run("$map = $image | Get-VesselMap; $map | Export-RetinaImage -Destination out -DisposeInput | Out-Null; $map").Succeeded().Single<VesselMap>();
        Assert.True(map.IsDisposed && map.Map.IsDisposed && map.Response.IsDisposed);
    }

    [Fact]
    public void An_overlay_shows_what_is_right_wrong_and_missed()
    {
        var image = Give("image");
        var map = Run("$map = $image | Get-VesselMap; $map").Succeeded().Single<VesselMap>();
        byte[] found = map.Map.CopyPixels();
        byte[] truth = [.. found.Select((level, i) => i % 2 == 0 ? level : (byte)(255 - level))];
        Shell.Set("truth", Photographs.Gray(truth, map.Width, map.Height));
        byte[] drawn = Run("$map | New-VesselOverlay -Photograph $image -Truth $truth -Opacity 1").Succeeded().Single<RetinaImage>().CopyPixels();
        var colors = Enumerable.Range(0, found.Length).GroupBy(i => (found[i], truth[i])).ToDictionary(
            group => group.Key, group => group.Select(i => (drawn[3 * i], drawn[(3 * i) + 1], drawn[(3 * i) + 2])).Distinct().ToArray());
        Assert.All(new (byte, byte)[] { (255, 255), (255, 0), (0, 255) }, kind => Assert.Single(colors[kind]));
        Assert.Equal(3, new[] { colors[(255, 255)][0], colors[(255, 0)][0], colors[(0, 255)][0] }.Distinct().Count());
        Assert.All(colors[(0, 0)], color => Assert.True(color.Item1 == color.Item2 && color.Item2 == color.Item3));
        Assert.Equal(["RetinaPS.InvalidArgument"], Run("$map | New-VesselOverlay").ErrorIds);
        Assert.Equal(image.Width, Run("$map | New-VesselOverlay -Photograph $image").Succeeded().Single<RetinaImage>().Width);
    }

    private static double Dice(byte[] a, byte[] b) => 2.0 * a.Zip(b).Count(p => p.First != 0 && p.Second != 0) / (a.Count(v => v != 0) + b.Count(v => v != 0));

    private static byte[] Shrink(byte[] map, int from, int to)
    {
        using var large = Mat.FromPixelData(from, from, MatType.CV_8UC1, map);
        using var small = new Mat();
        Cv2.Resize(large, small, new Size(to, to), 0, 0, InterpolationFlags.Area);
        small.GetArray(out byte[] levels);
        return Array.ConvertAll(levels, level => level >= 128 ? (byte)255 : (byte)0);
    }

    private static float[] Floats(RetinaImage image) => MemoryMarshal.Cast<byte, float>(image.CopyPixels()).ToArray();

    private static SyntheticPhotograph Synthetic(ulong seed, int size) =>
        SyntheticFundus.Create(Photographs.Options(seed, size, size) with { Lesions = false, NoiseSigma = 1.5 });

    private VesselMap Map(SyntheticPhotograph sample, VesselMapMethod method)
    {
        Shell.Set("image", Photographs.Color(sample.Bgr, sample.Width, sample.Height, mask: sample.EyeMask));
        return Run($"$image | Get-VesselMap -Method {method}").Succeeded().Single<VesselMap>();
    }
}
