using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Host;

/// <summary>The cmdlets that the host supplies behave as PowerShell's own.</summary>
public sealed class CoreCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public CoreCommandTests()
    {
        Directory.CreateDirectory(folder["left [1]"]);
        foreach (string file in (string[])["a.jpeg", "b [2].jpeg", "C.JPEG", "notes.txt", Path.Combine("left [1]", "d.jpeg")])
            File.WriteAllText(folder[file], "12345");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("(Get-ChildItem *.jpeg).Count", "3")]
    [InlineData("(Get-ChildItem . -Filter *.jpeg -Recurse).Count", "4")]
    [InlineData("(Get-ChildItem *.jpeg -Recurse -Name) -join '|'", "a.jpeg|b [2].jpeg|C.JPEG|left [1]/d.jpeg")]
    [InlineData("Get-ChildItem -LiteralPath 'left [1]' -Name", "d.jpeg")]
    [InlineData("Get-ChildItem -LiteralPath 'b [2].jpeg' | Get-Item | ForEach-Object Name", "b [2].jpeg")]
    [InlineData("@(Get-ChildItem *.png).Count", "0")]
    [InlineData("Get-ChildItem -Directory -Name", "left [1]")]
    [InlineData("(Get-ChildItem * -File -Exclude *.jpeg).Name", "notes.txt")]
    [InlineData("Get-ChildItem absent 2>$null; $Error[0].FullyQualifiedErrorId -like 'PathNotFound*'", "True")]
    [InlineData("\"$(Test-Path -LiteralPath 'b [2].jpeg') $(Test-Path 'b [2].jpeg')\"", "True False")]
    [InlineData("Remove-Item 'left `[1`]' 2>$null; Test-Path -LiteralPath 'left [1]'", "True")]
    [InlineData("Remove-Item -LiteralPath 'left [1]' -Recurse; Test-Path -LiteralPath 'left [1]'", "False")]
    [InlineData("Copy-Item -LiteralPath 'left [1]' copy -Recurse; Get-ChildItem copy -Name", "d.jpeg")]
    [InlineData("Join-Path a b c", "a/b/c")]
    [InlineData("$env:RETINAPS_X = 'y'; (Get-ChildItem env:RETINAPS_*).Where({ $_.Name -eq 'RETINAPS_X' }).Value; (Get-Item env:RETINAPS_X).Value -eq 'y'", "y|True")]
    [InlineData("$abc = 1; (Get-ChildItem variable:ab*).Name; Get-ChildItem variable: -Name | Where-Object { $_ -eq 'abc' }", "abc|abc")]
    public void Items_are_found_whatever_their_names(string command, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the paths are written for Unix");
        Assert.Equal(expected, string.Join('|', HostProcess.Command(folder.Path, command).Lines));
    }

    [Theory]
    [InlineData("$n = 0; 1..1000000 | ForEach-Object { $n++; $_ } | Select-Object -First 3 | Out-Null; $n", "3")]
    [InlineData("(1..9 | Select-Object -Skip 2 -First 2) -join ','", "3,4")]
    [InlineData("(1..9 | Select-Object -Last 2 -Skip 1) -join ','", "7,8")]
    [InlineData("(3, 1, 3 | Select-Object -Unique) -join ','", "3,1")]
    [InlineData("(Get-Item a.jpeg | Select-Object @{ n = 'Twice'; e = { $_.Length * 2 } }).Twice", "10")]
    [InlineData("Get-Item a.jpeg | Select-Object -ExpandProperty Name", "a.jpeg")]
    [InlineData("(10, 9, 100 | Sort-Object -Descending) -join ','", "100,10,9")]
    [InlineData("(Get-ChildItem *.jpeg | Measure-Object Length -Sum).Sum", "15")]
    [InlineData("(1..4 | Group-Object { $_ % 2 } | ForEach-Object Count) -join ','", "2,2")]
    [InlineData("@() | Measure-Object | ForEach-Object Count", "0")]
    [InlineData("(Compare-Object 1, 2, 2 2, 3 | ForEach-Object { \"$($_.InputObject)$($_.SideIndicator)\" }) -join ' '", "3=> 1<= 2<=")]
    [InlineData("(Compare-Object a, b B, c -IncludeEqual | ForEach-Object { \"$($_.InputObject)$($_.SideIndicator)\" }) -join ' '", "b== c=> a<=")]
    [InlineData("@(Compare-Object a, b B, a -CaseSensitive -ExcludeDifferent).InputObject", "a")]
    [InlineData("(Compare-Object (Get-Item a.jpeg) (Get-Item notes.txt) -Property Name, Length | ForEach-Object { $_.Name + $_.SideIndicator }) -join ' '", "notes.txt=> a.jpeg<=")]
    [InlineData("@(Compare-Object (Get-Item a.jpeg) (Get-Item notes.txt) -Property Length).Count", "0")]
    [InlineData("(Compare-Object 1, 2 2, 3 -PassThru) -join ' '", "3 1")]
    public void Objects_are_picked_ordered_and_counted(string command, string expected) =>
        Assert.Equal([expected], HostProcess.Command(folder.Path, command).Lines);

    [Fact]
    public void Long_text_is_wrapped_between_words()
    {
        var lines = HostProcess.Command(folder.Path, "[pscustomobject]@{ Text = 'wonderful ' * 40 } | Format-List | Out-String -Width 60").Lines;
        Assert.True(lines.Length > 5);
        Assert.All(lines, line => Assert.EndsWith("wonderful", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Csv_keeps_quotes_delimiters_and_line_ends()
    {
        var result = HostProcess.Command(folder.Path, """
            [pscustomobject]@{ Name = "a `"b`", c`nd"; Size = 1.5 } | Export-Csv t.csv
            $back = Import-Csv t.csv
            $back.Name -eq "a `"b`", c`nd"; $back.Size
            """);
        Assert.Equal(["True", "1.5"], result.Lines);
        Assert.StartsWith("\"Name\",\"Size\"\n\"a \"\"b\"\", c\nd\",\"1.5\"", File.ReadAllText(folder["t.csv"]).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Json_survives_the_way_there_and_back() => Assert.Equal(
        ["{\"a\":[1,2.5,null],\"b\":{\"c\":\"é\"},\"d\":1.0}"],
        HostProcess.Command(folder.Path, "'{\"a\":[1,2.5,null],\"b\":{\"c\":\"é\"},\"d\":1.0}' | ConvertFrom-Json | ConvertTo-Json -Compress").Lines);

    [Fact]
    public void Format_Table_takes_properties_and_calculated_ones() => Assert.Equal(
        ["Name   Size", "----   ----", "a.jpeg    5"],
        HostProcess.Command(folder.Path, "Get-Item a.jpeg | Format-Table Name, @{ n = 'Size'; e = 'Length' } -AutoSize").Lines
            .Select(line => line.TrimEnd()));

    [Fact]
    public void The_modules_view_is_used() => Assert.StartsWith(
        "Id ", HostProcess.Command(folder.Path, "Get-RetinaDevice | Format-Table | Out-String").Lines[0]);

    [Fact]
    public void The_main_job_runs_verbatim()
    {
        var result = HostProcess.Command(folder.Path, """
            Remove-Item *.jpeg
            1..3 | ForEach-Object { (New-SyntheticFundus -Seed $_ -Width 160 -Height 120).Image } | Export-RetinaImage -Destination . -Format Jpeg | Out-Null
            Get-ChildItem *.jpg | ForEach-Object { Rename-Item -LiteralPath $_.FullName "$($_.BaseName).jpeg" }
            Rename-Item -LiteralPath (Get-ChildItem *.jpeg)[0].FullName ref.jpeg
            Get-ChildItem *.jpeg | Invoke-RetinaPreprocess -Reference ref.jpeg -Destination out | Out-Null
            (Get-ChildItem out).Count
            """);
        Assert.Equal("3", result.Lines.LastOrDefault());
        Assert.Equal(0, result.ExitCode);
    }
}
