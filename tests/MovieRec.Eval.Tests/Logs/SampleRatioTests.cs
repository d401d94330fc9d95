namespace MovieRec.Eval.Tests.FeedbackLogs;

public sealed class SampleRatioTests
{
    [Theory]
    [InlineData(3.841458820694124, 1, 0.05)]
    [InlineData(10.827566170662733, 1, 0.001)]
    [InlineData(5.991464547107979, 2, 0.05)]
    [InlineData(23.209251158954356, 10, 0.01)]
    [InlineData(124.34211340400407, 100, 0.05)]
    [InlineData(0, 3, 1)]
    public void ChiSquareTail_EqualsTable(double x, int degreesOfFreedom, double expected) =>
        Assert.Equal(expected, IncompleteGamma.ChiSquareTail(x, degreesOfFreedom), 1e-12);

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(1, 40)]
    [InlineData(3, 3.9)]
    [InlineData(3, 4.1)]
    [InlineData(50, 30)]
    [InlineData(50, 51)]
    [InlineData(50, 120)]
    public void UpperRegularized_WholeNumber_EqualsPoissonSum(int a, double x)
    {
        // Q(n, x) = e⁻ˣ Σ_{k<n} xᵏ / k!
        double term = Math.Exp(-x);
        double sum = 0;
        for (int k = 0; k < a; k++)
        {
            sum += term;
            term *= x / (k + 1);
        }

        Assert.Equal(1, IncompleteGamma.UpperRegularized(a, x) / sum, 1e-11);
    }

    [Fact]
    public void Test_HandExamples_EqualChiSquare()
    {
        SampleRatioResult even = SampleRatioTest.Test([5050, 4950], [0.5, 0.5]);
        SampleRatioResult uneven = SampleRatioTest.Test([5200, 4800], [0.5, 0.5]);
        SampleRatioResult three = SampleRatioTest.Test([80, 10, 10], [0.8, 0.1, 0.1]);

        Assert.Equal(1, even.ChiSquare, 1e-12);
        Assert.Equal(0.31731050786291415, even.PValue, 1e-12);
        Assert.False(even.IsMismatch);
        Assert.Equal(16, uneven.ChiSquare, 1e-12);
        Assert.Equal(6.334248366623988e-05, uneven.PValue, 1e-15);
        Assert.True(uneven.IsMismatch);
        Assert.Equal((0, 2, 1.0, 10.0), (three.ChiSquare, three.DegreesOfFreedom, three.PValue, Math.Round(three.SmallestExpected, 9)));
        Assert.Equal(1, SampleRatioTest.Test([0, 0], [0.5, 0.5]).PValue);
    }

    [Fact]
    public void Test_TrueSplit_FalseAlarmsAtTheirLevel()
    {
        const int Experiments = 10_000;
        int atFive = 0;
        int mismatches = 0;
        for (int e = 0; e < Experiments; e++)
        {
            Draws draws = new(11, e);
            long[] users = new long[3];
            for (int u = 0; u < 500; u++)
            {
                users[draws.Pick([0.2, 0.5, 1])]++;
            }

            SampleRatioResult result = SampleRatioTest.Test(users, [0.2, 0.3, 0.5]);
            atFive += result.PValue <= 0.05 ? 1 : 0;
            mismatches += result.IsMismatch ? 1 : 0;
        }

        Assert.InRange(atFive / (double)Experiments, 0.04, 0.06);
        Assert.InRange(mismatches, 0, 30);
    }

    [Fact]
    public void Test_BadInput_SaysWhat()
    {
        Assert.Contains("2 numbers and 3 shares", Assert.Throws<ArgumentException>(() => SampleRatioTest.Test([1, 2], [0.5, 0.25, 0.25])).Message, StringComparison.Ordinal);
        Assert.Contains("sum to 0.9", Assert.Throws<ArgumentException>(() => SampleRatioTest.Test([1, 2], [0.5, 0.4])).Message, StringComparison.Ordinal);
        Assert.Contains("variant 1", Assert.Throws<ArgumentException>(() => SampleRatioTest.Test([1, 2], [1, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("variant 0", Assert.Throws<ArgumentException>(() => SampleRatioTest.Test([-1, 2], [0.5, 0.5])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SampleRatioTest.Test([1], [1]));
        Assert.Throws<ArgumentException>(() => SampleRatioTest.Test([1, 2], [double.NaN, 0.5]));
    }
}
