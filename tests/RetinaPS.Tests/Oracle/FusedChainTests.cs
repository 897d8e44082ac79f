using System.Collections.Concurrent;
using RetinaPS.Devices;
using RetinaPS.Imaging;
using Xunit;

namespace RetinaPS.Tests.Oracle;

/// <summary>The engine's fused chain, with a reference made by the engine itself, against the oracle, to the byte.</summary>
[Trait("Speed", "Slow")]
public sealed class FusedChainTests
{
    private static readonly IRetinaEngine Engine = RetinaDevices.Cpu.Engine;
    private static readonly ConcurrentDictionary<OracleGolden, ColorReference> References = [];

    [Theory]
    [MemberData(nameof(OracleCases.Completed), MemberType = typeof(OracleCases))]
    public void The_fused_chain_gives_the_oracles_mask_and_result(string input, string variant)
    {
        HsvRounding.RequireTheOraclesHere();
        var golden = OracleGoldens.Find(input, variant);
        var image = golden.Input.Load().UploadTo(Engine);
        var outcome = Engine.Preprocess(image, PlanFor(golden), overwriteInput: false);
        EngineSteps.AssertDigest(golden.Mask, outcome.EyeMask.ToPixels(), "mask");
        EngineSteps.AssertDigest(golden.Result, EngineSteps.Pixels(outcome.Image), "result");
        EngineSteps.AssertDigest(golden.Input.Digest, EngineSteps.Pixels(image), "borrowed input");
        outcome.Image.Dispose();
        image.Dispose();
    }

    [Theory]
    [MemberData(nameof(OracleCases.CompletedGenerated), MemberType = typeof(OracleCases))]
    public void Working_in_the_photographs_own_memory_changes_no_byte(string input, string variant)
    {
        HsvRounding.RequireTheOraclesHere();
        var golden = OracleGoldens.Find(input, variant);
        var image = golden.Input.Load().UploadTo(Engine);
        var outcome = Engine.Preprocess(image, PlanFor(golden), overwriteInput: true);
        EngineSteps.AssertDigest(golden.Result, EngineSteps.Pixels(outcome.Image), "result");
        outcome.Image.Dispose();
        image.Dispose();
    }

    [Theory]
    [MemberData(nameof(OracleCases.WithoutEye), MemberType = typeof(OracleCases))]
    public void Where_the_oracle_finds_no_eye_the_chain_says_so(string input, string variant) =>
        Assert.Equal(RetinaErrorId.EyeNotFound, Refusal(OracleGoldens.Find(input, variant)));

    [Theory]
    [MemberData(nameof(OracleCases.Constant), MemberType = typeof(OracleCases))]
    public void A_channel_of_one_level_is_refused(string input, string variant) =>
        Assert.Equal(RetinaErrorId.ConstantChannel, Refusal(OracleGoldens.Find(input, variant)));

    private static RetinaErrorId Refusal(OracleGolden golden)
    {
        var image = golden.Input.Load().UploadTo(Engine);
        var refused = Assert.Throws<RetinaException>(() => Engine.Preprocess(image, PlanFor(golden), overwriteInput: false));
        image.Dispose();
        return refused.ErrorId;
    }

    private static PreprocessPlan PlanFor(OracleGolden golden) => new()
    {
        Reference = References.GetOrAdd(golden.Reference, ReferenceFrom),
        Eye = EngineSteps.Canny,
        PyramidDown = golden.Variant.PyramidDown,
        ExcludeSaturated = golden.Variant.ExcludeSaturated,
    };

    private static ColorReference ReferenceFrom(OracleGolden golden)
    {
        using var steps = new EngineSteps(golden);
        var image = steps.Prepare();
        return ColorReference.FromHistograms([steps.Count(image, steps.FindEye(image))]);
    }
}
