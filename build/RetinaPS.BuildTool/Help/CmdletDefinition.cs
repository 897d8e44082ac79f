namespace RetinaPS.BuildTool.Help;

/// <summary>A cmdlet as its attributes declare it.</summary>
internal sealed record CmdletDefinition
{
    /// <summary>The class.</summary>
    public required Type Type { get; init; }

    /// <summary>What it does, as an approved verb.</summary>
    public required string Verb { get; init; }

    /// <summary>What it does it to.</summary>
    public required string Noun { get; init; }

    /// <summary>The name that a person types.</summary>
    public string Name => $"{Verb}-{Noun}";

    /// <summary>Whether it takes -WhatIf and -Confirm.</summary>
    public required bool SupportsShouldProcess { get; init; }

    /// <summary>Its other names.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The names of its parameter sets, the default one first; a cmdlet without named sets has one.</summary>
    public required IReadOnlyList<string> ParameterSets { get; init; }

    /// <summary>Its parameters, inherited ones included, in the order of declaration.</summary>
    public required IReadOnlyList<CmdletParameter> Parameters { get; init; }

    /// <summary>The types of what it writes to the pipeline.</summary>
    public required IReadOnlyList<Type> OutputTypes { get; init; }
}
