namespace MovieRec.Eval.Tests.Statistics;

/// <summary>Against tabulated values.</summary>
public sealed class DistributionTests
{
    [Theory]
    [InlineData(1, 12.706204736432095)]
    [InlineData(2, 4.302652729911275)]
    [InlineData(10, 2.2281388519649385)]
    [InlineData(30, 2.0422724563012373)]
    [InlineData(100, 1.9839715184496334)]
    [InlineData(100_000, 1.9599877)]
    public void StudentT_Quantile975_EqualsTable(int degreesOfFreedom, double expected) =>
        Assert.Equal(expected, StudentT.Quantile975(degreesOfFreedom), 1e-7);

    [Theory]
    [InlineData(2.0, 10, 0.07338803477074)]
    [InlineData(1.0, 1, 0.5)]
    [InlineData(0.0, 5, 1.0)]
    [InlineData(-3.0, 25, 0.0060381795651)]
    public void StudentT_TwoSidedP_EqualsTable(double t, int degreesOfFreedom, double expected) =>
        Assert.Equal(expected, StudentT.TwoSidedP(t, degreesOfFreedom), 1e-8);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(-1.959963984540054, 0.025)]
    [InlineData(3, 0.998650101968370)]
    [InlineData(-6, 9.8658764503770e-10)]
    public void Normal_Cumulative_EqualsTable(double x, double expected) =>
        Assert.Equal(expected, NormalDistribution.Cumulative(x), 1e-13);

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.3)]
    [InlineData(0.975)]
    public void Normal_Quantile_InvertsCumulative(double p) =>
        Assert.Equal(p, NormalDistribution.Cumulative(NormalDistribution.Quantile(p)), 1e-13);

    [Theory]
    [InlineData(0.5, 1, 1, 0.5)]
    [InlineData(0.25, 2, 3, 0.26171875)]
    [InlineData(0.9, 5, 0.5, 0.31664291502001)]
    [InlineData(0, 2, 3, 0)]
    [InlineData(1, 2, 3, 1)]
    public void IncompleteBeta_Regularized_EqualsClosedForm(double x, double a, double b, double expected) =>
        Assert.Equal(expected, IncompleteBeta.Regularized(x, a, b), 1e-12);
}
