using System.Globalization;
using OpenCvSharp;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using RetinaPS.Tests.Terminal;
using Xunit;

namespace RetinaPS.Tests.Commands;

[Trait("Speed", "Slow")]
public sealed class ShowRetinaImageTests : CmdletTest
{
    [Fact]
    public void Files_and_images_become_lines_of_the_width_asked_for()
    {
        Write("eye.png");
        string[] fromFile = Run("Show-RetinaImage eye.png -AsText -Protocol HalfBlock -Width 50").Succeeded().As<string>();
        using var decoded = TerminalDecoder.HalfBlocks(fromFile);
        Assert.Equal(new Size(50, 40), decoded.Size());
        string[] fromImage = Run("Import-RetinaImage eye.png | Show-RetinaImage -AsText -Protocol HalfBlock -Width 50").Succeeded().As<string>();
        Assert.Equal(fromFile, fromImage);
    }

    [Fact]
    public void Float_images_are_shown_in_the_colour_map()
    {
        Give("image");
        string[] lines = Run("""
            $bank = New-MatchedFilterBank -Sigma 1 -Length 3 -Orientations 2
            $image | Invoke-MatchedFilterBank -Bank $bank -Response Float | Show-RetinaImage -AsText -ColorMap Viridis -Protocol Kitty -Width 200
            """).Succeeded().As<string>();
        using var decoded = TerminalDecoder.Kitty(Assert.Single(lines)).Picture;

        // Viridis ends in yellow and begins in dark violet; both ends of the range are in the picture.
        decoded.GetArray(out Vec3b[] pixels);
        Assert.Contains(pixels, pixel => pixel is { Item2: > 240, Item1: > 220, Item0: < 60 });
        Assert.Contains(pixels, pixel => pixel is { Item2: < 75, Item1: < 10, Item0: > 75 });
    }

    [Fact]
    public void A_mask_is_white_inside_and_can_be_drawn_as_an_outline()
    {
        Write("eye.png");
        var mask = Run("$mask = Get-EyeMask eye.png; $mask").Succeeded().Single<EyeMask>();
        using var picture = TerminalDecoder.Kitty(Run("$mask | Show-RetinaImage -AsText -Protocol Kitty -Width 200").Succeeded().Single<string>()).Picture;
        Assert.Equal(new Vec3b(255, 255, 255), picture.At<Vec3b>((int)mask.Circle.CenterY, (int)mask.Circle.CenterX));
        Assert.Equal(new Vec3b(0, 0, 0), picture.At<Vec3b>(0, 0));
        using var outlined = TerminalDecoder.Kitty(
            Run("Import-RetinaImage eye.png | Get-EyeMask -PassThru | Show-RetinaImage -Outline -AsText -Protocol Kitty -Width 200").Succeeded().Single<string>()).Picture;
        using var green = new Mat();
        Cv2.InRange(outlined, new Scalar(60, 200, 60), new Scalar(120, 255, 120), green);
        Assert.InRange(Cv2.CountNonZero(green), (int)(2 * mask.Circle.Radius), (int)(12 * mask.Circle.Radius));
    }

    [Fact]
    public void A_vessel_map_shows_what_is_taken_for_a_vessel()
    {
        Write("eye.png");
        var result = Run("$map = Get-VesselMap eye.png; $map.Map.CopyPixels(); $map | Show-RetinaImage -AsText -Protocol Kitty -Width 200").Succeeded();
        using var shown = TerminalDecoder.Kitty((string)result.Output[^1].BaseObject).Picture;
        using var gray = shown.CvtColor(ColorConversionCodes.BGR2GRAY);
        gray.GetArray(out byte[] levels);
        Assert.Equal(result.Output.SkipLast(1).Select(level => (byte)level.BaseObject), levels);
        Assert.Contains((byte)255, levels);
    }

    [Fact]
    public void PassThru_gives_the_image_and_nothing_else_comes_out()
    {
        var image = Give("image");
        Assert.Same(image, Run("$image | Show-RetinaImage -Protocol Ascii -PassThru -Width 20 -AsText").Succeeded().Output.Last().BaseObject);
        Assert.InRange(Run("$image | Show-RetinaImage -Protocol Ascii -Width 40 -AsText").Succeeded().As<string>().Max(line => line.Length), 25, 40);
    }

    [Fact]
    public void Output_that_is_no_terminal_is_sent_characters_alone()
    {
        Write("eye.png");
        var variables = new Dictionary<string, string> { ["TERM"] = "xterm-kitty", ["COLORTERM"] = "truecolor" };
        var result = PwshProcess.CommandWith(variables, Folder.Path, "Show-RetinaImage eye.png");
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain('\e', result.Output);
        Assert.InRange(result.Output.Count(character => character is '-' or '=' or '+'), 100, 80 * 24);
        Assert.Contains("eye 200x160 Bgr24", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_viewer_is_given_all_pixels()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the viewer is a script on the path");
        Write("eye.png");
        File.WriteAllText(Folder["xdg-open"], $"#!/bin/sh\ncp \"$1\" '{Folder["seen.part"]}' && mv '{Folder["seen.part"]}' '{Folder["seen.png"]}'\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Folder["xdg-open"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var variables = new Dictionary<string, string> { ["PATH"] = Folder.Path + ":" + Environment.GetEnvironmentVariable("PATH") };
        var result = PwshProcess.CommandWith(
            variables, Folder.Path, "Show-RetinaImage eye.png -Viewer; for ($i = 0; $i -lt 500 -and -not (Test-Path seen.png); $i++) { [Threading.Thread]::Sleep(20) }");
        Assert.Equal("", result.Errors);
        Assert.Equal(Photographs.Pixels(Folder["eye.png"]), Photographs.Pixels(Folder["seen.png"]));
    }

    [Fact]
    public void A_system_without_a_viewer_is_an_error()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "another system has one");
        Write("eye.png");
        var result = PwshProcess.Command(Folder.Path, "$env:PATH = ''; Show-RetinaImage eye.png -Viewer");
        Assert.Contains("picture viewer cannot be started", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_painted_where_all_streams_are_redirected()
    {
        Write("eye.png");
        var result = PwshProcess.Command(
            Folder.Path,
            "Show-RetinaImage eye.png -Protocol Ascii *> $null; (Show-RetinaImage eye.png -Protocol Ascii -Width 4 6>&1 | Measure-Object).Count");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));

        // The picture's lines, and one with the image's name and size, come as information records.
        Assert.True(int.Parse(Assert.Single(result.Lines), CultureInfo.InvariantCulture) >= 2, result.Output);
    }

    [Fact]
    public void A_picture_is_painted_on_the_host()
    {
        Write("eye.png");
        var result = PwshProcess.Command(Folder.Path, "Show-RetinaImage eye.png -Protocol Ascii -Width 10 | Out-Null");
        Assert.StartsWith("eye", result.Lines[^1], StringComparison.Ordinal);
        Assert.NotEmpty(result.Lines[..^1]);
        Assert.All(result.Lines[..^1], line => Assert.InRange(line.Length, 1, 10));
    }
}
