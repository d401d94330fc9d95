namespace MovieRec.Eval.Tests.Evaluation;

public sealed class StudentTTests
{
    [Theory] // printed tables of the 97.5 % quantile
    [InlineData(1, 12.7062)]
    [InlineData(2, 4.3027)]
    [InlineData(3, 3.1824)]
    [InlineData(4, 2.7764)]
    [InlineData(5, 2.5706)]
    [InlineData(10, 2.2281)]
    [InlineData(25, 2.0595)]
    [InlineData(30, 2.0423)]
    [InlineData(100, 1.9840)]
    [InlineData(1000, 1.9623)]
    [InlineData(1_000_000, 1.9600)]
    public void Quantile975_PrintedTable_Equals(int degreesOfFreedom, double expected) =>
        Assert.Equal(expected, StudentT.Quantile975(degreesOfFreedom), 5e-5);
}
