namespace MovieRec.Tests.Als;

public sealed class AlsBatchTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(33)]
    public void RecommendMany_AnyOptions_EqualsOneByOneBitForBit(int factors)
    {
        TestSample sample = TestSample.Create(3, users: 300, items: 120, weighted: true);
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = factors, Iterations = 3 }).Train(sample.Data);
        int[] users = [.. Enumerable.Range(0, 300).Reverse(), 5, 5];
        ItemMask mask = ItemMask.Create(120, i => i % 3 != 0);
        foreach (BatchOptions options in (BatchOptions[])[
            new(), new() { Eligible = mask }, new() { AllowHistoryItems = true, MaxDegreeOfParallelism = 1 }, new() { Eligible = ItemMask.Create(120, _ => false) }])
        {
            foreach (int count in (int[])[0, 1, 7, 120])
            {
                ScoredItem[] lists = new ScoredItem[users.Length * count];
                int[] written = new int[users.Length];
                model.RecommendMany(users, count, lists, written, options, TestContext.Current.CancellationToken);
                for (int n = 0; n < users.Length; n++)
                {
                    ScoredItem[] expected = new ScoredItem[count];
                    int length = model.Recommend(
                        RecommendationQuery.ForUser(users[n]) with { Eligible = options.Eligible, AllowHistoryItems = options.AllowHistoryItems }, expected);
                    Assert.Equal(length, written[n]);
                    Assert.Equal(expected[..length], lists.AsSpan(n * count, length).ToArray());
                }
            }
        }
    }

    [Fact]
    public void RecommendMany_BadArguments_Throw()
    {
        TestSample sample = TestSample.Create();
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = 4, Iterations = 1 }).Train(sample.Data);
        int[] written = new int[2];
        ScoredItem[] lists = new ScoredItem[4];
        CancellationToken token = TestContext.Current.CancellationToken;
        Assert.Throws<ArgumentOutOfRangeException>(() => model.RecommendMany(new[] { 0, 50 }, 2, lists, written, null, token));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.RecommendMany(new[] { 0, 1 }, -1, lists, written, null, token));
        Assert.Throws<ArgumentException>(() => model.RecommendMany(new[] { 0, 1 }, 3, lists, written, null, token));
        Assert.Throws<ArgumentException>(() => model.RecommendMany(new[] { 0, 1, 2 }, 1, lists, written, null, token));
        Assert.Throws<ArgumentException>(() => model.RecommendMany(
            new[] { 0, 1 }, 2, lists, written, new BatchOptions { Eligible = ItemMask.All(7) }, token));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchOptions { MaxDegreeOfParallelism = 0 });
        Assert.ThrowsAny<OperationCanceledException>(() => model.RecommendMany(new[] { 0, 1 }, 2, lists, written, null, new CancellationToken(true)));
        model.RecommendMany(Array.Empty<int>(), 2, lists, written, null, token);
    }
}
