using System.Collections;
using System.Management.Automation;

namespace RetinaPS.Host.Commands.Objects;

/// <summary>What Select-Object makes of one object: itself, a new object with chosen properties, or what a property holds.</summary>
internal sealed class PropertyProjection(object[]? properties, string[]? excluded, string? expanded)
{
    private static readonly ValueComparer Comparer = new(caseSensitive: true);

    private readonly PropertySpecification[] specifications =
        PropertySpecification.ParseAll(properties ?? (excluded is null ? [] : ["*"]));

    private readonly WildcardPattern[] exclusions =
        [.. (excluded ?? []).Select(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase))];

    public IEnumerable<PSObject> Apply(PSObject input)
    {
        var chosen = specifications.Length == 0 ? null : Project(input);
        return expanded is null ? [chosen ?? input] : Expand(input, chosen);
    }

    /// <summary>The property to expand, when the object lacks it.</summary>
    public string? MissingProperty(PSObject input) =>
        expanded is not null && input.Properties.Match(expanded).Count == 0 ? expanded : null;

    /// <summary>Whether two results are one and the same for -Unique.</summary>
    public static bool AreSame(PSObject left, PSObject right)
    {
        if (left.BaseObject is not PSCustomObject || right.BaseObject is not PSCustomObject)
            return Comparer.Equals(left.BaseObject, right.BaseObject);

        var others = right.Properties.ToArray();
        return left.Properties.Count() == others.Length
            && left.Properties.Zip(others).All(pair => pair.First.Name == pair.Second.Name && Comparer.Equals(pair.First.Value, pair.Second.Value));
    }

    private PSObject Project(PSObject input)
    {
        var result = new PSObject();
        result.TypeNames.Insert(0, $"Selected.{input.TypeNames.FirstOrDefault()}");
        foreach (var specification in specifications)
        {
            var values = specification.Evaluate(input).ToArray();
            if (values.Length == 0 && specification.FallbackName is { } absent)
                values = [(absent, null)];
            foreach (var (name, value) in values)
            {
                if (result.Properties[name] is null && !exclusions.Any(pattern => pattern.IsMatch(name)))
                    result.Properties.Add(new PSNoteProperty(name, value));
            }
        }

        return result;
    }

    private IEnumerable<PSObject> Expand(PSObject input, PSObject? chosen)
    {
        var held = input.Properties.Match(expanded!)[0].Value;
        foreach (var value in LanguagePrimitives.GetEnumerable(held) ?? (IEnumerable)new[] { held })
        {
            if (value is null)
                continue;
            var item = PSObject.AsPSObject(value);
            foreach (var extra in chosen?.Properties ?? Enumerable.Empty<PSPropertyInfo>())
                item.Properties.Add(new PSNoteProperty(extra.Name, extra.Value));
            yield return item;
        }
    }
}
