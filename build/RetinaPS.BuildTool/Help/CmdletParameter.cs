using System.Reflection;

namespace RetinaPS.BuildTool.Help;

/// <summary>A cmdlet's parameter as its attributes declare it.</summary>
internal sealed record CmdletParameter
{
    /// <summary>The property, on the class that declares it.</summary>
    public required PropertyInfo Property { get; init; }

    /// <summary>The name, without the dash.</summary>
    public string Name => Property.Name;

    /// <summary>The type of its value.</summary>
    public Type Type => Property.PropertyType;

    /// <summary>Whether it takes no value.</summary>
    public bool IsSwitch => Type.FullName == "System.Management.Automation.SwitchParameter";

    /// <summary>Its other names.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>Whether wildcards in its value are expanded.</summary>
    public required bool SupportsWildcards { get; init; }

    /// <summary>The default value as an attribute states it, or null where none does.</summary>
    public required string? DeclaredDefault { get; init; }

    /// <summary>The only values it takes, where an attribute or else its enumeration limits them.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>How it takes part in the parameter sets.</summary>
    public required IReadOnlyList<ParameterSetMembership> Memberships { get; init; }

    /// <summary>Whether it takes whole objects from the pipeline.</summary>
    public bool TakesPipelineObjects => Memberships.Any(membership => membership.FromPipeline);

    /// <summary>Whether it takes properties of the same name from objects in the pipeline.</summary>
    public bool TakesPipelineProperties => Memberships.Any(membership => membership.FromPipelineByPropertyName);

    /// <summary>How it takes part in one parameter set, or null where it does not.</summary>
    public ParameterSetMembership? In(string set) =>
        Memberships.FirstOrDefault(membership => membership.IsInAllSets || membership.Set.Equals(set, StringComparison.OrdinalIgnoreCase));
}
