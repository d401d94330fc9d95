namespace MovieRec.Eval.Tests.Statistics;

public sealed class HolmTests
{
    [Fact]
    public void Adjust_Example_EqualsHandComputation()
    {
        // Ascending .01, .02, .03, .04 times 4, 3, 2, 1, made monotone.
        double[] adjusted = new double[4];

        Holm.Adjust([0.04, 0.01, 0.03, 0.02], adjusted);

        Assert.Equal([0.06, 0.04, 0.06, 0.06], adjusted.Select(static p => Math.Round(p, 12)));
    }

    [Fact]
    public void Adjust_LargeValues_StopAtOne()
    {
        double[] adjusted = new double[2];

        Holm.Adjust([0.9, 0.7], adjusted);

        Assert.Equal([1, 1], adjusted);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Adjust_NotAProbability_Throws(double p) =>
        Assert.Contains("p value 0", Assert.Throws<ArgumentException>(() => Holm.Adjust([p], new double[1])).Message, StringComparison.Ordinal);
}
