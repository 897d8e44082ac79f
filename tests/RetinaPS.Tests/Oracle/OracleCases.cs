using Xunit;

namespace RetinaPS.Tests.Oracle;

/// <summary>Inputs and variants by what the oracle made of them, as the theories take them.</summary>
public static class OracleCases
{
    /// <summary>An eye was found, and RetinaPS goes through with it.</summary>
    public static TheoryData<string, string> Completed => Where(golden => golden is { EyeFound: true, ConstantChannel: false });

    /// <summary>Those of them that need no photograph.</summary>
    public static TheoryData<string, string> CompletedGenerated =>
        Where(golden => golden is { EyeFound: true, ConstantChannel: false, Input.IsPhotograph: false });

    /// <summary>An eye was found, but a channel has one level only in it.</summary>
    public static TheoryData<string, string> Constant => Where(golden => golden.ConstantChannel);

    /// <summary>No edge, no eye.</summary>
    public static TheoryData<string, string> WithoutEye => Where(golden => !golden.EyeFound);

    private static TheoryData<string, string> Where(Func<OracleGolden, bool> condition) =>
        new(OracleGoldens.All.Where(condition).Select(golden => (golden.Input.Name, golden.Variant.Name)));
}
