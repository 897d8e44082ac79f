using System.Management.Automation;
using System.Reflection;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Commands;

/// <summary>The Tab key offers what a parameter takes: values, devices, references, and variables that hold what is asked for.</summary>
public sealed class CompletionTests : CmdletTest
{
    private static readonly string[] NamesOfPaths =
        ["Path", "LiteralPath", "Destination", "MaskDestination", "BasePath", "Manifest", "Truth", "FieldOfView"];

    /// <summary>The module's parameters with a name, as "cmdlet -parameter", so that a new cmdlet's are tested too.</summary>
    public static TheoryData<string> References => [.. Parameters((name, _) => name == "Reference")];

    public static TheoryData<string> Banks => [.. Parameters((name, _) => name == "Bank")];

    public static TheoryData<string> Devices => [.. Parameters((name, _) => name == "Device")];

    /// <summary>All that take a value which is neither a file nor a folder.</summary>
    public static TheoryData<string> NoFiles => [.. Parameters((name, type) => type != typeof(SwitchParameter) && !NamesOfPaths.Contains(name))];

    public static TheoryData<string> Choices => [.. Parameters((_, type) => type.IsEnum)];

    [Theory]
    [MemberData(nameof(References))]
    public void A_reference_is_a_variable_a_folder_a_references_file_or_a_photograph(string parameter)
    {
        Write("eye.jpeg", "ref.png");
        File.WriteAllText(Folder["study.json"], "{}");
        File.WriteAllText(Folder["notes.txt"], "");
        Directory.CreateDirectory(Folder["folder"]);
        Give("image");
        Shell.Set("colours", Photographs.Reference());
        Shell.Set("number", 1);
        string[] offered = Complete(parameter + " ");
        Assert.Equal(["$colours", "$image"], offered[..2]);
        Assert.Equal(["study.json", "eye.jpeg", "folder", "ref.png"], offered[2..]);
        Assert.Equal(["study.json"], Complete(parameter + " st"));
    }

    [Fact]
    public void A_reference_in_a_folder_with_a_blank_in_its_name_is_quoted()
    {
        Write("two words/Eye one.jpeg");
        Assert.Equal(["'two words/Eye one.jpeg'"], Complete("Invoke-HistogramSpecification -Reference 'two words/eye"));
        Assert.Equal(["'two words'"], Complete("Invoke-HistogramSpecification -Reference tw"));
        Assert.Empty(Complete("Invoke-HistogramSpecification -Reference absent/"));
    }

    [Theory]
    [MemberData(nameof(Banks))]
    public void A_bank_is_a_variable_that_holds_one(string parameter)
    {
        Write("eye.jpeg");
        Give("image");
        Run("$bank = New-MatchedFilterBank; $other = 'bank'").Succeeded();
        Assert.Equal(["$bank"], Complete(parameter + " "));
    }

    [Fact]
    public void A_mask_is_a_variable_that_holds_one_or_several()
    {
        Give("image");
        Run("$mask = $image | Get-EyeMask; $masks = $mask, $mask; $none = @()").Succeeded();
        Assert.Equal(["$mask", "$masks"], Complete("Set-EyeMask -Mask "));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void A_device_is_one_that_the_machine_has(string parameter)
    {
        string[] offered = Complete(parameter + " ");
        Assert.Equal("Auto", offered[0]);
        Assert.Contains("Cpu", offered);
        Assert.Equal(["Cpu"], Complete(parameter + " cp"));
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public void Values_of_a_choice_are_offered(string parameter)
    {
        string[] offered = Complete(parameter + " ");
        Assert.NotEmpty(offered);
        var declared = Declaration(parameter);
        string[] allowed = declared.GetCustomAttribute<ValidateSetAttribute>()?.ValidValues.ToArray() ?? Enum.GetNames(Unwrap(declared.PropertyType));
        Assert.Equal(allowed.Order(StringComparer.Ordinal), offered.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(NoFiles))]
    public void Files_are_offered_only_where_a_file_is_asked_for(string parameter)
    {
        File.WriteAllText(Folder["notes.txt"], "");
        Assert.DoesNotContain(Complete(parameter + " "), offered => offered.Contains("notes.txt", StringComparison.Ordinal));
    }

    [Fact]
    public void A_title_is_a_property_of_the_images() => Assert.Equal(["Name"], Complete("Export-RetinaContactSheet -Title Na"));

    [Theory]
    [InlineData("Get-RetinaDevice ", "Cpu")]
    [InlineData("Invoke-GpuClahe -Channel G", "Green")]
    [InlineData("Invoke-RetinaPreprocess -Reference eye.jpeg -Format J", "Jpeg")]
    public void Completion_works_where_a_person_uses_it(string line, string expected) => Assert.Contains(expected, Complete(line));

    private static IEnumerable<string> Parameters(Func<string, Type, bool> belongs) =>
        from type in AssembledModule.Cmdlets
        let cmdlet = type.GetCustomAttribute<CmdletAttribute>()
        from property in type.GetProperties()
        where property.IsDefined(typeof(ParameterAttribute)) && belongs(property.Name, Unwrap(property.PropertyType))
        select $"{cmdlet.VerbName}-{cmdlet.NounName} -{property.Name}";

    private static PropertyInfo Declaration(string parameter)
    {
        string[] parts = parameter.Split(" -");
        return AssembledModule.Cmdlets
            .First(type => type.GetCustomAttribute<CmdletAttribute>() is { } cmdlet && $"{cmdlet.VerbName}-{cmdlet.NounName}" == parts[0])
            .GetProperty(parts[1])!;
    }

    private static Type Unwrap(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private string[] Complete(string line)
    {
        Shell.Set("line", line);
        return Run("(TabExpansion2 $line $line.Length).CompletionMatches | ForEach-Object CompletionText").Succeeded().As<string>();
    }
}
