using System.Management.Automation;
using System.Reflection;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Host;

/// <summary>The host's line of progress keeps what says most, however narrow the terminal is.</summary>
public sealed class ProgressLineTests
{
    private static readonly ProgressRecord Record = new(1, "Pre-processing", "1,030 of 88,000, 1,030 images/s, 9,944 MP/s")
    {
        PercentComplete = 25,
        SecondsRemaining = 84,
        CurrentOperation = "eye_0815",
    };

    [Theory]
    [InlineData(120, "Pre-processing: 1,030 of 88,000, 1,030 images/s, 9,944 MP/s  25 %  0:01:24 left  [######..................]  eye_0815")]
    [InlineData(110, "Pre-processing: 1,030 of 88,000, 1,030 images/s, 9,944 MP/s  25 %  0:01:24 left  [######..................]")]
    [InlineData(95, "Pre-processing: 1,030 of 88,000, 1,030 images/s, 9,944 MP/s  25 %  0:01:24 left  [###.........]")]
    [InlineData(78, "1,030 of 88,000, 1,030 images/s, 9,944 MP/s  25 %  0:01:24 left  [##.........]")]
    [InlineData(20, "1,030 of 88,000, 1,0")]
    [InlineData(-1, "")]
    public void It_fits_the_terminal(int cells, string expected) => Assert.Equal(expected, Describe(Record, cells));

    [Fact]
    public void Days_are_counted() => Assert.Equal(
        "Working: a lot  2 d 03:00 left", Describe(new ProgressRecord(1, "Working", "a lot") { SecondsRemaining = 51 * 3600 }, 80));

    [Fact]
    public void What_is_not_known_takes_no_room() => Assert.Equal("Working: a lot", Describe(new ProgressRecord(1, "Working", "a lot"), 80));

    private static string Describe(ProgressRecord record, int cells) => (string)System.Reflection.Assembly.LoadFrom(AssembledHost.Assembly)
        .GetType("RetinaPS.Host.Terminal.ProgressLine", throwOnError: true)!
        .GetMethod("Describe", BindingFlags.Static | BindingFlags.NonPublic)!
        .Invoke(null, [record, cells])!;
}
