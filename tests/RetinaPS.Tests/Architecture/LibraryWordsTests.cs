using System.Management.Automation;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using RetinaPS.Commands;
using Xunit;

namespace RetinaPS.Tests.Architecture;

/// <summary>The library knows nothing of PowerShell, so its messages do not speak of cmdlets and parameters: the cmdlets add what helps at the prompt.</summary>
public sealed class LibraryWordsTests
{
    private static readonly string[] Verbs =
        [.. typeof(VerbsCommon).Assembly.GetTypes()
            .Where(type => type.Name.StartsWith("Verbs", StringComparison.Ordinal) && type.IsSealed && type.IsAbstract)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => (string)field.GetValue(null)!)];

    private static readonly Regex CmdletWord = new($@"(?<![\w-])-[A-Z][A-Za-z]+|\b({string.Join('|', Verbs)})-[A-Z]\w+");

    [Fact]
    public void No_string_of_the_library_names_a_cmdlet_or_a_parameter() =>
        Assert.DoesNotContain(UserStrings(typeof(RetinaException).Assembly), text => CmdletWord.IsMatch(text));

    [Fact]
    public void The_cmdlets_strings_do() =>
        Assert.Contains(UserStrings(typeof(SetEyeMaskCommand).Assembly), text => CmdletWord.IsMatch(text));

    [Fact]
    public void The_cmdlets_word_every_remedy() =>
        Assert.All(Enum.GetValues<RetinaRemedy>(), remedy => Assert.Equal(remedy == RetinaRemedy.None, CommandErrors.Advice(remedy) is null));

    private static List<string> UserStrings(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var strings = new List<string>();
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
            strings.Add(metadata.GetUserString(handle));
        return strings;
    }
}
