namespace RetinaPS.Tests.Oracle;

/// <summary>One of the oracle's ways of working.</summary>
internal sealed record OracleVariant(string Name, bool PyramidDown, bool ExcludeSaturated)
{
    /// <summary>In the order of VARIANTS in make_goldens.py.</summary>
    public static readonly OracleVariant[] All =
    [
        new("plain", false, false),
        new("--pyrdown", true, false),
        new("--exclude-saturated", false, true),
        new("--pyrdown --exclude-saturated", true, true),
    ];
}
