using RetinaPS.Batch;
using RetinaPS.Imaging;
using RetinaPS.Reports;
using Xunit;

namespace RetinaPS.Tests.Reports;

public sealed class ReportFrameTests
{
    [Theory]
    [InlineData(480, 0.46, 1536, 1024)]
    [InlineData(240, 0.46, 768, 512)]
    [InlineData(620, 0.71, 1536, 1024)]
    [InlineData(310, 0.71, 768, 512)]
    public void A_circle_of_half_the_size_belongs_to_a_photograph_that_was_halved(double radius, double ratio, int width, int height) =>
        Assert.Equal((width, height), ReportFrame.Of(Record(radius, ratio)));

    [Theory]
    [InlineData(1, 768, 1536, 1024)]
    [InlineData(2, 384, 768, 512)]
    public void A_mask_of_the_whole_frame_tells_its_frame_too(int _, double radius, int width, int height) =>
        Assert.Equal((width, height), ReportFrame.Of(Record(radius, ratio: 1)));

    [Fact]
    public void Without_a_circle_there_is_no_frame() =>
        Assert.Null(ReportFrame.Of(new PreprocessResult { Source = "a", Destination = "b", Status = PreprocessStatus.Failed }));

    private static PreprocessResult Record(double radius, double ratio) => new()
    {
        Source = "a", Destination = "b", Status = PreprocessStatus.Done, SourceWidth = 1536, SourceHeight = 1024, MaskRatio = ratio,
        Circle = new EyeCircle(768, 512, radius),
    };
}
