namespace MovieRec.Tests.Als;

public sealed class AlsFoldInTests
{
    public static TheoryData<AlsObjective, double, bool> Cases() => AlsCases.All();

    [Theory]
    [MemberData(nameof(Cases))]
    public void TryFoldIn_EveryTrainedUser_GivesTheStoredBits(AlsObjective objective, double exponent, bool weighted)
    {
        TestSample sample = TestSample.Create(12, users: 150, weighted: weighted);
        AlsModel model = new AlsTrainer(AlsCases.Options(objective, exponent, factors: 21)).Train(sample.Data);
        float[] folded = new float[21];
        foreach (int user in sample.UsersWithLikes())
        {
            int[] history = sample.Liked.GetUserItems(user).ToArray();
            float[] weights = sample.Liked.GetUserWeights(user).ToArray();
            Array.Reverse(history);
            Array.Reverse(weights);
            Assert.True(model.TryFoldIn(history, weights, folded));
            Assert.Equal(model.GetUserVector(user).ToArray(), folded);
        }
    }

    [Fact]
    public void TryFoldIn_MoreItemsThanOneBlock_EqualsDenseOracle()
    {
        TestSample sample = TestSample.Create(13, users: 40, items: 900);
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = 20, Iterations = 3 }).Train(sample.Data);
        int[] history = [.. Enumerable.Range(0, 900).Where(model.RankableItems.Contains)];
        float[] weights = [.. history.Select(i => 0.5f + (i % 5))];
        Assert.True(history.Length > 2 * 8192 / 32, "the history must span several packed blocks");
        float[] folded = new float[20];
        Assert.True(model.TryFoldIn(history, weights, folded));
        double[] expected = DenseAls.OverItemsOf(model).Solve(history, weights);
        double scale = expected.Max(Math.Abs);
        Assert.All(folded.Zip(expected), pair => Assert.InRange(pair.First, pair.Second - (1e-5 * scale), pair.Second + (1e-5 * scale)));
    }

    [Fact]
    public void TryFoldIn_DuplicatesAndItemsWithoutEvidence_LastWeightCountsAndUnknownAreSkipped()
    {
        TestSample sample = TestSample.Create(14);
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = 7, Iterations = 3 }).Train(sample.Data);
        float[] clean = new float[7];
        float[] messy = new float[7];
        Assert.True(model.TryFoldIn([0, 1], [3, 2], clean));
        Assert.True(model.TryFoldIn([1, TestSample.ItemWithoutRows, 0, 1, TestSample.DislikedItem], [9, 9, 3, 2, 9], messy));
        Assert.Equal(clean, messy);
    }

    [Fact]
    public void TryFoldIn_NothingKnown_FalseAndZeros()
    {
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = 7, Iterations = 1 }).Train(TestSample.Create(14).Data);
        float[] vector = new float[7];
        Array.Fill(vector, 5f);
        Assert.False(model.TryFoldIn([], [], vector));
        Assert.All(vector, v => Assert.Equal(0f, v));
        Array.Fill(vector, 5f);
        Assert.False(model.TryFoldIn([TestSample.ItemWithoutRows, TestSample.DislikedItem], [], vector));
        Assert.All(vector, v => Assert.Equal(0f, v));
    }

    [Fact]
    public void TryFoldIn_BadArguments_ThrowNamingTheValue()
    {
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = 7, Iterations = 1 }).Train(TestSample.Create(14).Data);
        ArgumentException shortSpan = Assert.Throws<ArgumentException>(() => model.TryFoldIn([1], [], new float[6]));
        Assert.Contains("holds 6 elements; 7", shortSpan.Message, StringComparison.Ordinal);
        ArgumentException lengths = Assert.Throws<ArgumentException>(() => model.TryFoldIn([1, 2], [1f], new float[7]));
        Assert.Contains("1 values for 2 history items", lengths.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.TryFoldIn([90], [], new float[7]));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.TryFoldIn([1], [float.NaN], new float[7]));
    }

    [Fact]
    public void TryFoldIn_WeightsBeyondSinglePrecision_OneClearError()
    {
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = 7, Iterations = 2 }).Train(TestSample.Create(14).Data);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => model.TryFoldIn([1, 2], [float.MaxValue, float.MaxValue], new float[7]));
        Assert.Contains("scale the interaction weights down", error.Message, StringComparison.Ordinal);
    }
}
