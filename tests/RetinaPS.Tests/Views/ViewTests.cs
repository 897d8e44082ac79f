using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using RetinaPS.Imaging;
using RetinaPS.Tests.Help;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Views;

/// <summary>
/// What the console shows of the module's objects. Each output type of a cmdlet must have a table that fits a terminal of 80 columns and a list; the
/// objects to try them on come from the cmdlets' own examples, so that a new type is tested as soon as it is given by one.
/// </summary>
public sealed class ViewTests : CmdletTest
{
    private const int Columns = 80;
    private const int LeastForText = 20;

    /// <summary>The module's output types, with the cmdlets that give them.</summary>
    private static readonly ILookup<string, string> Givers =
    (
        from type in AssembledModule.Cmdlets
        let cmdlet = type.GetCustomAttribute<CmdletAttribute>()
        from output in type.GetCustomAttributes<OutputTypeAttribute>().SelectMany(attribute => attribute.Type)
        where output.Type?.Assembly == typeof(RetinaImage).Assembly
        select (Output: output.Type!.FullName!, Cmdlet: $"{cmdlet.VerbName}-{cmdlet.NounName}")).ToLookup(pair => pair.Output, pair => pair.Cmdlet);

    /// <summary>What was made for one test serves the others.</summary>
    private static readonly ConcurrentDictionary<string, PSObject[]> Samples = new();

    public static TheoryData<string> OutputTypes => [.. Givers.Select(type => type.Key).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(OutputTypes))]
    public void An_output_type_has_one_table_and_one_list(string type)
    {
        Assert.Single(View.All, view => view.TypeName == type && view.IsTable);
        Assert.Single(View.All, view => view.TypeName == type && !view.IsTable);
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [MemberData(nameof(OutputTypes))]
    public void A_table_of_80_characters_leaves_20_for_a_column_of_any_width(string type)
    {
        var table = View.All.First(view => view.TypeName == type && view.IsTable);
        int gaps = table.Columns.Count - 1;
        int wanted = table.Columns.Sum(column => column.Width ?? LeastForText) + gaps;

        // A console's last column stays empty on Windows.
        Assert.InRange(wanted, 1, Columns - 1);
    }

    [Theory]
    [MemberData(nameof(OutputTypes))]
    [Trait("Speed", "Slow")]
    public void A_table_shows_something_in_every_column_within_80_characters(string type)
    {
        var table = View.All.First(view => view.TypeName == type && view.IsTable);
        var shown = Sample(type);
        Shell.Set("shown", shown);
        string text = string.Concat(Run($"$shown | Out-String -Width {Columns}").Succeeded().As<string>());
        string header = text.Split('\n').First(line => line.Trim().Length > 0);
        Assert.Equal(string.Join(' ', table.Columns.Select(column => column.Label)), string.Join(' ', header.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.All(table.Columns, column => Assert.NotEqual("", Value(column)));
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [MemberData(nameof(OutputTypes))]
    public void Numbers_stand_right_aligned_and_whole_in_their_columns(string type)
    {
        var table = View.All.First(view => view.TypeName == type && view.IsTable);
        Shell.Set("shown", Sample(type));
        Assert.All(table.Columns.Where(column => double.TryParse(Value(column), CultureInfo.CurrentCulture, out _)), column =>
        {
            Assert.Equal("Right", column.Alignment);
            Assert.True(column.Width >= column.Label.Length && column.Width >= Value(column).Length, column.Label);
        });
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [MemberData(nameof(OutputTypes))]
    public void A_list_names_properties_and_shows_at_least_what_the_table_shows_of_them(string type)
    {
        var list = View.All.First(view => view.TypeName == type && !view.IsTable);
        var properties = typeof(RetinaImage).Assembly.GetType(type)!.GetProperties().Select(property => property.Name).ToHashSet();
        Shell.Set("shown", Sample(type));
        string text = string.Concat(Run($"$shown | Format-List | Out-String -Width {Columns}").Succeeded().As<string>());
        Assert.All(list.Columns, line => Assert.Matches($@"(?m)^{line.Label} +: ", text));
        Assert.Contains(list.Columns, line => properties.Contains(line.Label));
        Assert.All(list.Columns, line => Run($"$shown | Select-Object -First 1 | ForEach-Object {{ {line.Expression} }}").Succeeded());
        Assert.True(list.Columns.Count >= View.All.First(view => view.TypeName == type && view.IsTable).Columns.Count);
    }

    private string Value(ViewColumn column) =>
        string.Join(' ', Run($"$shown | Select-Object -First 1 | ForEach-Object {{ {column.Expression} }}").Succeeded().Output.Select(part => part?.ToString()));

    /// <summary>Objects of the type, as the first example gives them that gives any.</summary>
    private PSObject[] Sample(string type) => Samples.GetOrAdd(type, Make);

    private PSObject[] Make(string type)
    {
        ExampleFolder.Fill(Folder);
        foreach (var example in HelpFile.Examples.Where(example => Givers[type].Contains(example.Source) && !example.NeedsPerson && !example.NeedsGpu))
        {
            var given = Run(example.Code).Output.Where(output => output?.BaseObject.GetType().FullName == type).ToArray();
            if (given.Length > 0)
                return given;
        }

        throw new Xunit.Sdk.XunitException($"No example of {string.Join(", ", Givers[type])} gives a {type}. Add one, so that the help shows how it looks.");
    }
}
