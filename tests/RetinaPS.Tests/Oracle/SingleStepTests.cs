using RetinaPS.Devices;
using Xunit;

namespace RetinaPS.Tests.Oracle;

/// <summary>The engine's single steps against the oracle, to the byte.</summary>
[Trait("Speed", "Slow")]
public sealed class SingleStepTests
{
    [Theory]
    [MemberData(nameof(OracleCases.Completed), MemberType = typeof(OracleCases))]
    public void Mask_distributions_tables_and_the_image_after_each_step_are_the_oracles(string input, string variant)
    {
        using var steps = new EngineSteps(OracleGoldens.Find(input, variant));
        var image = steps.Prepare();
        var mask = steps.FindEye(image);
        var specified = steps.Specify(image, mask);
        HsvRounding.RequireTheOraclesHere();
        steps.ApplyMask(steps.Enhance(specified), mask);
    }

    [Theory]
    [MemberData(nameof(OracleCases.Constant), MemberType = typeof(OracleCases))]
    public void A_channel_of_one_level_has_the_oracles_distribution_but_no_table(string input, string variant)
    {
        using var steps = new EngineSteps(OracleGoldens.Find(input, variant));
        var image = steps.Prepare();
        var histogram = steps.Count(image, steps.FindEye(image));
        var refused = Assert.Throws<RetinaException>(() => steps.Match(histogram));
        Assert.Equal(RetinaErrorId.ConstantChannel, refused.ErrorId);
    }

    [Theory]
    [MemberData(nameof(OracleCases.WithoutEye), MemberType = typeof(OracleCases))]
    public void Where_the_oracle_finds_no_eye_there_is_none(string input, string variant)
    {
        using var steps = new EngineSteps(OracleGoldens.Find(input, variant));
        Assert.Null(RetinaDevices.Cpu.Engine.FindEye(steps.Prepare(), EngineSteps.Canny));
    }
}
