using RetinaPS.Devices;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Imaging;

/// <summary>Vessels of real photographs agree with those that a person drew: not worse than stated here, which is a little below what bench/vessels.ps1 finds.</summary>
[Trait("Speed", "Slow")]
public sealed class RealVesselTests
{
    public static TheoryData<string, string, VesselMapMethod, double, double> Cases => new()
    {
        { "chasedb1/Image_01L.jpg", "chasedb1/Image_01L_1stHO.png", VesselMapMethod.Multiscale, 0.96, 0.94 },
        { "chasedb1/Image_10R.jpg", "chasedb1/Image_10R_1stHO.png", VesselMapMethod.Multiscale, 0.95, 0.94 },
        { "chasedb1/Image_01L.jpg", "chasedb1/Image_01L_1stHO.png", VesselMapMethod.MfFdog, 0.88, 0.915 },
        { "hrf/02_h.jpg", "hrf/02_h_manual1.tif", VesselMapMethod.Multiscale, 0.95, 0.94 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Vessels_agree_with_a_persons(string photograph, string truth, VesselMapMethod method, double leastAuc, double leastAccuracy)
    {
        Assert.SkipUnless(SharedData.Exists, SharedData.Reason);
        using var image = RetinaImage.Load(SharedData.PathOf("fundus", photograph), RetinaDevices.Cpu);
        var mask = image.Device.Engine.FindEye(image.Buffer, new EyeMaskOptions())!;
        using var map = new VesselMap(image.Device.Engine.MapVessels(image.Buffer, mask, method), mask, method, image.Path, image.Name);
        var measured = MeasuredResponse.From(map);
        bool[] vessels = new PictureSource(SharedData.PathOf("fundus", truth)).Read(image.Name, image.Width, image.Height, path => path, out _);
        bool[] inside = new PictureSource(mask).Read(image.Name, image.Width, image.Height, path => path, out _);
        var agreement = new VesselComparison(measured.Response, measured.Map, vessels, inside).FieldOfView;
        Assert.InRange(agreement.Auc, leastAuc, 1);
        Assert.InRange(agreement.Accuracy, leastAccuracy, 1);
    }
}
