using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

/// <summary>Measure-VesselMap: what it takes, and which pixels it compares.</summary>
public sealed class MeasureVesselMapTests : CmdletTest
{
    private const int Width = 6;
    private const int Height = 2;
    private static readonly byte[] Truth = [255, 255, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0];
    private static readonly byte[] Levels = [250, 100, 140, 0, 0, 0, 20, 200, 0, 0, 130, 0];

    [Fact]
    public void A_file_is_measured_at_half_of_the_range_against_the_file_that_the_star_names()
    {
        Save("maps/a.png", Levels);
        Save("truth/a_manual.png", Truth);
        Save("fov/a_mask.tif", [.. Enumerable.Range(0, 12).Select(i => i % 6 < 4 ? (byte)255 : (byte)0)]);
        var measured = Run("Measure-VesselMap maps/a.png -Truth 'truth/*_manual.png' -FieldOfView 'fov/*_mask.tif'").Succeeded().Single<VesselMeasurement>();
        Assert.Equal((2L, 1L, 4L, 1L), CountsOf(measured.FieldOfView));
        Assert.Equal((2L, 2L, 7L, 1L), CountsOf(measured.Frame));
        // 250 and 200 beat all five others, 100 all but 140.
        Assert.Equal(14.0 / 15, measured.Auc, 12);
        Assert.Equal("a", measured.Name);
        Assert.Equal(Folder["truth", "a_manual.png"], measured.Truth);
        var strict = Run("Measure-VesselMap maps/a.png -Truth 'truth/*_manual.png' -FieldOfView 'fov/*_mask.tif' -Threshold 0.9").Succeeded().Single<VesselMeasurement>();
        Assert.Equal((1L, 0L, 5L, 2L), CountsOf(strict.FieldOfView));
        Assert.Equal(measured.Auc, strict.Auc);
    }

    [Theory]
    [InlineData("-Truth { \"truth/$($_.BaseName.ToUpper()).png\" }")]
    [InlineData("-Truth truth/A.png")]
    [InlineData("-Truth (Import-RetinaImage truth/A.png)")]
    [InlineData("-Truth (Get-Item truth/A.png)")]
    public void The_truth_is_a_name_a_script_block_an_image_or_a_file(string truth)
    {
        Save("maps/a.png", Levels);
        Save("truth/A.png", Truth);
        Shell.Set("all", EyeMask.FullFrame(Width, Height));
        var measured = Run($"Get-Item maps/a.png | Measure-VesselMap {truth} -FieldOfView $all").Succeeded().Single<VesselMeasurement>();
        Assert.Equal(measured.FieldOfView, measured.Frame);
        Assert.Equal((2L, 2L, 7L, 1L), CountsOf(measured.Frame));
    }

    [Fact]
    public void Truth_drawn_in_zero_and_one_counts_as_well()
    {
        Save("a.png", Levels);
        Save("one.png", [.. Truth.Select(level => (byte)(level / 255))]);
        Shell.Set("all", EyeMask.FullFrame(Width, Height));
        Assert.Equal((2L, 2L, 7L, 1L), CountsOf(Run("Measure-VesselMap a.png -Truth one.png -FieldOfView $all").Succeeded().Single<VesselMeasurement>().Frame));
    }

    [Fact]
    public void Without_a_field_of_view_a_file_is_an_error_and_so_are_truths_that_do_not_fit_or_exist()
    {
        Save("a.png", Levels);
        Save("truth.png", Truth);
        Photographs.Write(Folder["large.png"], Photographs.Gray(new byte[100], 10, 10));
        File.WriteAllText(Folder["text.png"], "no picture");
        Shell.Set("all", EyeMask.FullFrame(Width, Height));
        Assert.Equal(["RetinaPS.InvalidArgument"], Run("Measure-VesselMap a.png -Truth truth.png").ErrorIds);
        Assert.Equal(["RetinaPS.SizeMismatch"], Run("Measure-VesselMap a.png -Truth large.png -FieldOfView $all").ErrorIds);
        Assert.Equal(["RetinaPS.FileNotFound"], Run("Measure-VesselMap a.png -Truth none/*.png -FieldOfView $all").ErrorIds);
        Assert.Equal(["RetinaPS.DecodeFailed"], Run("Measure-VesselMap a.png -Truth text.png -FieldOfView $all").ErrorIds);
    }

    [Fact]
    public void A_summary_has_each_figure_inside_and_over_the_frame_and_comes_once()
    {
        Save("maps/a.png", Levels);
        Save("maps/b.png", Truth);
        Save("truth.png", Truth);
        Shell.Set("all", EyeMask.FullFrame(Width, Height));
        var rows = Run("Get-ChildItem maps/*.png | Measure-VesselMap -Truth truth.png -FieldOfView $all -Summary").Succeeded().As<VesselMeasurementSummary>();
        Assert.Equal(16, rows.Length);
        Assert.Equal(16, rows.Select(row => (row.Figure, row.Pixels)).Distinct().Count());
        Assert.All(rows, row => Assert.Equal((2, 1.0), (row.Count, row.Maximum)));
        Assert.Equal((9.0 + 12) / 24, rows.First(row => row.Figure == "Accuracy").Pooled, 12);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_map_that_was_written_measures_as_the_map_itself()
    {
        var image = Give("image", name: "eye");
        Photographs.Write(Folder["truth", "eye.png"], Photographs.Gray(Photographs.Create(1).VesselMap, image.Width, image.Height));
        Run("$map = $image | Get-VesselMap; $map | Export-RetinaImage -Destination out | Out-Null; $map | Export-RetinaImage -Destination out -Response | Out-Null").Succeeded();
        var map = Run("$map | Measure-VesselMap -Truth 'truth/*.png'").Succeeded().Single<VesselMeasurement>();
        var file = Run("Measure-VesselMap out/eye_vessels.png -Truth 'truth/*.png' -FieldOfView $map.Mask").Succeeded().Single<VesselMeasurement>();
        var response = Run("$map.Response | Measure-VesselMap -Truth 'truth/*.png' -Threshold $map.Threshold").Succeeded().Single<VesselMeasurement>();
        Assert.Equal((map.Name, map.Accuracy, map.Sensitivity, map.FrameAccuracy), (file.Name, file.Accuracy, file.Sensitivity, file.FrameAccuracy));
        Assert.Equal((map.Name, map.Auc, map.FrameAuc), (response.Name, response.Auc, response.FrameAuc));
    }

    private static (long, long, long, long) CountsOf(VesselAgreement agreement) =>
        (agreement.TruePositives, agreement.FalsePositives, agreement.TrueNegatives, agreement.FalseNegatives);

    private void Save(string file, byte[] levels) => Photographs.Write(Folder[file.Split('/')], Photographs.Gray(levels, Width, Height));
}
