using System.Management.Automation;

namespace RetinaPS.Host.Commands.Objects;

/// <summary>Orders values as the shell's operators do; values that have no order between them are compared as text. Null comes first.</summary>
internal sealed class ValueComparer(bool caseSensitive) : IComparer<object?>, IEqualityComparer<object?>
{
    public int Compare(object? left, object? right)
    {
        left = left is PSObject a ? a.BaseObject : left;
        right = right is PSObject b ? b.BaseObject : right;
        if (LanguagePrimitives.TryCompare(left, right, !caseSensitive, out var order))
            return order;
        return string.Compare(
            left?.ToString(), right?.ToString(), caseSensitive ? StringComparison.CurrentCulture : StringComparison.CurrentCultureIgnoreCase);
    }

    public new bool Equals(object? left, object? right) => Compare(left, right) == 0;

    // Values of different types may be equal, so only their text can be hashed.
    public int GetHashCode(object? value)
    {
        var text = value?.ToString() ?? "";
        return (caseSensitive ? StringComparer.CurrentCulture : StringComparer.CurrentCultureIgnoreCase).GetHashCode(text);
    }
}
