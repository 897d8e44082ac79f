using RetinaPS.Imaging.Synthetic;
using Xunit;

namespace RetinaPS.Tests.Synthetic;

public sealed class BifurcationTests
{
    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(0.25, 0.15)]
    [InlineData(2, 1.98)]
    public void TheCubesOfTheDaughtersAddUpToTheMothers(double mother, double daughter)
    {
        double other = Bifurcation.Of(mother, daughter).Other;
        Assert.Equal(Math.Pow(mother, 3), Math.Pow(daughter, 3) + Math.Pow(other, 3), 1e-8);
    }

    [Fact]
    public void EqualDaughtersLeaveAtEqualAnglesOf37Degrees()
    {
        Bifurcation fork = Bifurcation.Of(1, Math.Pow(0.5, 1 / 3.0));
        Assert.Equal(fork.Cos, fork.OtherCos, 1e-8);
        Assert.Equal(37.47, Math.Acos(fork.Cos) * 180 / Math.PI, 0.01);
    }

    [Fact]
    public void TheThinnerDaughterTurnsMore()
    {
        Bifurcation fork = Bifurcation.Of(1, 0.4);
        Assert.True(fork.Sin > fork.OtherSin);
    }
}
