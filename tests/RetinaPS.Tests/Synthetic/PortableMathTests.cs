using RetinaPS.Imaging.Synthetic;
using Xunit;

namespace RetinaPS.Tests.Synthetic;

public sealed class PortableMathTests
{
    [Theory]
    [InlineData(-40)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(12.5)]
    public void ExpIsTheExponential(double x) => Assert.Equal(1, PortableMath.Exp(x) / Math.Exp(x), 1e-9);

    [Theory]
    [InlineData(1e-9)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(1.4143)]
    [InlineData(12345)]
    public void LogIsTheNaturalLogarithm(double x) => Assert.Equal(Math.Log(x), PortableMath.Log(x), 1e-9);

    [Theory]
    [InlineData(-7)]
    [InlineData(-0.8)]
    [InlineData(0)]
    [InlineData(1.6)]
    [InlineData(3.15)]
    [InlineData(100)]
    public void SinCosIsSineAndCosine(double angle)
    {
        (double sin, double cos) = PortableMath.SinCos(angle);
        Assert.Equal(Math.Sin(angle), sin, 1e-9);
        Assert.Equal(Math.Cos(angle), cos, 1e-9);
    }

    [Fact]
    public void NormalNumbersHaveMeanZeroAndDeviationOne()
    {
        var random = new Prng(1, 2);
        double sum = 0, squares = 0;
        for (int i = 0; i < 100_000; i++)
        {
            double value = random.NextNormal();
            sum += value;
            squares += value * value;
        }

        Assert.Equal(0, sum / 100_000, 0.015);
        Assert.Equal(1, squares / 100_000, 0.02);
    }
}
