using System.Collections.ObjectModel;
using System.Management.Automation;

namespace RetinaPS.Host.Commands.Objects;

/// <summary>Objects that Group-Object found equal.</summary>
public sealed class ObjectGroup
{
    internal ObjectGroup(string name, IReadOnlyList<object?> values)
    {
        Name = name;
        Values = values;
    }

    public int Count { get; private set; }

    public string Name { get; }

    /// <summary>The objects; none with -NoElement.</summary>
    public Collection<PSObject> Group { get; } = [];

    /// <summary>The values that they share, one for each property.</summary>
    public IReadOnlyList<object?> Values { get; }

    internal void Add(PSObject item, bool keepsElement)
    {
        Count++;
        if (keepsElement)
            Group.Add(item);
    }
}
