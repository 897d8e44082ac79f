using System.Reflection;
using Xunit;

namespace RetinaPS.Tests.Architecture;

/// <summary>Namespaces use each other in one direction, so that each can be read, and taken out, with only those below it.</summary>
public sealed class NamespaceGraphTests
{
    private static readonly Assembly[] Assemblies =
        [typeof(RetinaPS.Cuda.CudaDriver).Assembly, typeof(RetinaPS.Imaging.RetinaImage).Assembly, typeof(RetinaPS.Commands.SetEyeMaskCommand).Assembly];

    /// <summary>Of each namespace, the namespaces that its types name, each with one type that does.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> Uses =
    (
        from assembly in Assemblies
        from type in assembly.GetTypes()
        where Home(type) is not null
        from used in TypeReferences.Of(type)
        where Assemblies.Contains(used.Assembly) && Home(used) is not null && Home(used) != Home(type)
        group $"{type.FullName} names {used.FullName}" by (From: Home(type)!, To: Home(used)!) into edge
        group (edge.Key.To, Example: edge.First()) by edge.Key.From
    ).ToDictionary(from => from.Key, from => from.ToDictionary(edge => edge.To, edge => edge.Example));

    [Fact]
    public void The_cmdlets_name_the_library_and_the_library_names_the_binding()
    {
        Assert.Contains("RetinaPS.Imaging", Uses["RetinaPS.Commands"].Keys);
        Assert.Contains("RetinaPS.Cuda", Uses["RetinaPS.Engines.Cuda"].Keys);
    }

    [Fact]
    public void No_namespace_uses_itself_through_others()
    {
        var knots = Uses.Keys.Select(Knot).Where(knot => knot.Length > 1).DistinctBy(knot => knot[0]).ToArray();
        Assert.True(knots.Length == 0, string.Join("\n", knots.Select(knot => string.Join(", ", knot) + ":\n" + string.Join("\n",
            from name in knot
            from edge in Uses[name]
            where knot.Contains(edge.Key)
            select $"  {name} -> {edge.Key}: {edge.Value}"))));
    }

    /// <summary>The namespaces that a namespace uses and that use it, directly or through others; itself among them.</summary>
    private static string[] Knot(string name) =>
        [.. Reached(name).Where(other => other == name || Reached(other).Contains(name)).Append(name).Distinct().Order(StringComparer.Ordinal)];

    private static HashSet<string> Reached(string name)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>([name]);
        while (open.TryPop(out string? next))
            foreach (string used in Uses.GetValueOrDefault(next)?.Keys ?? Enumerable.Empty<string>())
                if (reached.Add(used))
                    open.Push(used);
        return reached;
    }

    /// <summary>The namespace of a type; of one that the compiler made, that of the type around it. Null where it is none of RetinaPS's.</summary>
    private static string? Home(Type type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type.Namespace is { } name && name.StartsWith("RetinaPS", StringComparison.Ordinal) ? name : null;
    }
}
