namespace RetinaPS.Tests.Oracle;

/// <summary>What the oracle made of one input in one variant. Images are SHA-256 digests of their bytes.</summary>
internal sealed record OracleGolden
{
    public required OracleInput Input { get; init; }

    public required OracleVariant Variant { get; init; }

    /// <summary>The same variant of the photograph whose colours were given to this one.</summary>
    public OracleGolden Reference => OracleGoldens.Find(Input.Reference, Variant.Name);

    public required bool EyeFound { get; init; }

    /// <summary>Whether a channel has one level only inside the mask: the oracle goes on, RetinaPS refuses.</summary>
    public required bool ConstantChannel { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required string Mask { get; init; }

    public required string Specified { get; init; }

    public required string Clahe { get; init; }

    public required string Result { get; init; }

    /// <summary>Blue, green, red: 256 levels of the cumulative distribution each.</summary>
    public required byte[][] Cumulative { get; init; }

    /// <summary>Blue, green, red: the look-up tables.</summary>
    public required byte[][] Tables { get; init; }

    public override string ToString() => $"{Input.Name} {Variant.Name}";
}
