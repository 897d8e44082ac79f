using System.Collections;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace RetinaPS.Host.Commands.Objects;

/// <summary>One -Property argument: a name, which may hold wildcards, a script block, or a hashtable that names the result.</summary>
internal sealed class PropertySpecification
{
    private readonly PSPropertyExpression expression;

    private PropertySpecification(PSPropertyExpression expression, string? label, bool? descending)
    {
        this.expression = expression;
        Label = label;
        Descending = descending;
    }

    /// <summary>The name of the result, when the argument gives one.</summary>
    public string? Label { get; }

    /// <summary>The direction to sort in, when the argument gives one.</summary>
    public bool? Descending { get; }

    /// <exception cref="PSArgumentException">The argument is none of the three.</exception>
    public static PropertySpecification Parse(object argument) => (argument is PSObject wrapped ? wrapped.BaseObject : argument) switch
    {
        IDictionary table => FromTable(table),
        var other => new(Expression(other), label: null, descending: null),
    };

    public static PropertySpecification[] ParseAll(IEnumerable<object>? arguments) => [.. (arguments ?? []).Select(Parse)];

    /// <summary>The values that the argument stands for on one object, by name; none where a plain name matches no property.</summary>
    public IEnumerable<(string Name, object? Value)> Evaluate(PSObject target)
    {
        if (expression.Script is not null)
            return [(Label ?? expression.ToString(), Value(expression, target))];
        return expression.ResolveNames(target).Select(resolved => (Label ?? resolved.ToString(), Value(resolved, target)));
    }

    /// <summary>The one value that the argument stands for, or null.</summary>
    public object? EvaluateOne(PSObject target) => Evaluate(target).Select(pair => pair.Value).FirstOrDefault();

    /// <summary>The result's name where the object has no such property.</summary>
    public string? FallbackName => Label ?? (expression.HasWildCardCharacters ? null : expression.ToString());

    private static PropertySpecification FromTable(IDictionary table)
    {
        object? source = null;
        string? label = null;
        bool? descending = null;
        foreach (DictionaryEntry entry in table)
        {
            var key = entry.Key.ToString()!;
            if (IsShortFor(key, "Expression"))
                source = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
            else if (IsShortFor(key, "Name") || IsShortFor(key, "Label"))
                label = entry.Value?.ToString();
            else if (IsShortFor(key, "Descending"))
                descending = LanguagePrimitives.IsTrue(entry.Value);
            else if (IsShortFor(key, "Ascending"))
                descending = !LanguagePrimitives.IsTrue(entry.Value);
        }

        return new(Expression(source ?? label), label, descending);
    }

    private static PSPropertyExpression Expression(object? source) => source switch
    {
        ScriptBlock script => new PSPropertyExpression(script),
        null => throw new PSArgumentException("A property needs a name or an expression."),
        _ => new PSPropertyExpression(source.ToString()),
    };

    private static object? Value(PSPropertyExpression resolved, PSObject target) =>
        resolved.GetValues(target) is [{ Exception: null } result, ..] ? result.Result : null;

    private static bool IsShortFor(string key, string name) => key.Length > 0 && name.StartsWith(key, StringComparison.OrdinalIgnoreCase);
}
