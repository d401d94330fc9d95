namespace MovieRec.Eval.Tests.FeedbackLogs;

public sealed class UserMomentsTests
{
    [Fact]
    public void OfRatio_OneRowPerUser_IsMeanAndStandardErrorOfTheMean()
    {
        UserMoments moments = UserMoments.OfRatio([1, 2, 3, 4], [1, 1, 1, 1]);

        Assert.Equal(2.5, moments.Value);
        Assert.Equal(Math.Sqrt(5.0 / 12), moments.StandardError, 1e-15);
        Assert.Equal(0, moments.Skewness);
        Assert.Equal(2.5 - (3.182446305284263 * Math.Sqrt(5.0 / 12)), moments.Interval().Low, 1e-9);
    }

    [Fact]
    public void OfRatio_UnequalUsers_EqualsHandComputation()
    {
        // θ = 3/12 = 1/4; residuals 2 − 4/4 = 1, 1 − 8/4 = −1: error = √(2·(1 + 1)) / 12.
        UserMoments moments = UserMoments.OfRatio([2, 1], [4, 8]);

        Assert.Equal(0.25, moments.Value);
        Assert.Equal(2.0 / 12, moments.StandardError, 1e-15);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(-0.7)]
    [InlineData(1e-4)]
    public void Interval_Ends_AreWhereTheStatisticReachesTheQuantile(double skewness)
    {
        UserMoments moments = new(0.2, 0.05, skewness, 101, 100);

        ConfidenceInterval interval = moments.Interval();

        Assert.Equal(1.9839715184496334, moments.Statistic(interval.Low), 1e-7);
        Assert.Equal(-1.9839715184496334, moments.Statistic(interval.High), 1e-7);
        Assert.Equal(0.05, moments.TwoSidedP(interval.Low), 1e-7);
        Assert.Equal(skewness > 0, interval.High - 0.2 > 0.2 - interval.Low);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(1_000)]
    [InlineData(1_000_000)]
    public void Quantile975_ManyDegreesOfFreedom_EqualsTheSearch(int degreesOfFreedom) =>
        Assert.Equal(StudentT.Quantile975(degreesOfFreedom), UserMoments.Quantile975(degreesOfFreedom), 1e-9);

    [Fact]
    public void Difference_Exchanged_ChangesTheSignOnly()
    {
        UserMoments first = UserMoments.OfRatio([1, 0, 0, 3, 1], [2, 2, 3, 4, 2]);
        UserMoments second = UserMoments.OfRatio([0, 1, 0, 0, 0, 1], [2, 2, 3, 4, 2, 1]);

        UserMoments forward = UserMoments.Difference(first, second);
        UserMoments backward = UserMoments.Difference(second, first);

        Assert.Equal(forward.Value, -backward.Value);
        Assert.Equal(forward.Interval().Low, -backward.Interval().High, 1e-14);
        Assert.InRange(forward.DegreesOfFreedom, 4, 9);
        Assert.Equal(Math.Pow(forward.StandardError, 2), Math.Pow(first.StandardError, 2) + Math.Pow(second.StandardError, 2), 1e-15);
    }
}
