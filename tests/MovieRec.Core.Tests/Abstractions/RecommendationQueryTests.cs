namespace MovieRec.Tests.Abstractions;

public sealed class RecommendationQueryTests
{
    [Fact]
    public void Default_IsAnUnknownUserNotUserZero()
    {
        RecommendationQuery query = default;
        Assert.False(query.HasUser);
        Assert.Equal(-1, query.UserIndex);
        Assert.True(query.History.IsEmpty);
        Assert.False(query.AllowHistoryItems);
        Assert.Null(query.Eligible);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(int.MaxValue - 1)]
    [InlineData(int.MaxValue)]
    public void ForUser_AnyIndex_KeepsIt(int user)
    {
        RecommendationQuery query = RecommendationQuery.ForUser(user, [4, 5]);
        Assert.True(query.HasUser);
        Assert.Equal(user, query.UserIndex);
        Assert.Equal([4, 5], query.History.ToArray());
    }

    [Fact]
    public void ForUser_Negative_Throws() =>
        Assert.Equal(-3, Assert.Throws<ArgumentOutOfRangeException>(() => RecommendationQuery.ForUser(-3)).ActualValue);

    [Fact]
    public void ForHistory_KeepsItemsAndWeights()
    {
        RecommendationQuery query = RecommendationQuery.ForHistory([7, 8], [1, 2]);
        Assert.False(query.HasUser);
        Assert.Equal([7, 8], query.History.ToArray());
        Assert.Equal([1, 2], query.Weights.ToArray());
        Assert.Throws<ArgumentException>(() => RecommendationQuery.ForHistory([], [1f]));
    }
}
