namespace MovieRec.Tests.Pipeline;

/// <summary>What every adjustable re-ranker promises. Its tests inherit this class and say how it is made.</summary>
public abstract class RerankerContract
{
    private const int User = 3;

    private readonly RerankCase _case = new();

    public static TheoryData<float> Strengths => [0.1f, 0.5f, 0.9f, 1f];

    private protected abstract IAdjustableReranker Create(RerankCase world, float strength);

    [Fact]
    public void Rerank_NoCandidates_ReturnsZero() =>
        Assert.Equal(0, Create(_case, 0.5f).Rerank(RecommendationQuery.ForUser(User), [], 10));

    [Fact]
    public void Rerank_CountZero_LeavesCandidates()
    {
        ScoredItem[] candidates = _case.Candidates(20);
        Assert.Equal(0, Create(_case, 0.5f).Rerank(RecommendationQuery.ForUser(User), candidates, 0));
        Assert.Equal(_case.Candidates(20), candidates);
    }

    [Theory]
    [MemberData(nameof(Strengths))]
    public void Rerank_CountAboveCandidates_ReordersAll(float strength)
    {
        ScoredItem[] candidates = _case.Candidates(25);
        Assert.Equal(25, Create(_case, strength).Rerank(RecommendationQuery.ForUser(User), candidates, 1_000));
        AssertSameSet(_case.Candidates(25), candidates);
    }

    [Theory]
    [MemberData(nameof(Strengths))]
    public void Rerank_AnyStrength_PermutesAndKeepsScores(float strength)
    {
        ScoredItem[] before = _case.Candidates(50);
        ScoredItem[] after = [.. before];
        Assert.Equal(10, Create(_case, strength).Rerank(RecommendationQuery.ForUser(User), after, 10));
        AssertSameSet(before, after);

        // What was not taken follows in the order it had.
        HashSet<int> taken = [.. after.Take(10).Select(static c => c.ItemIndex)];
        Assert.Equal(before.Where(c => !taken.Contains(c.ItemIndex)), after.Skip(10));
    }

    [Fact]
    public void Rerank_StrengthZero_IsIdentity()
    {
        ScoredItem[] candidates = _case.Candidates(50);
        Assert.Equal(10, Create(_case, 0).Rerank(RecommendationQuery.ForUser(User), candidates, 10));
        Assert.Equal(_case.Candidates(50), candidates);
        Assert.Equal(10, Create(_case, 0.7f).Rerank(RecommendationQuery.ForUser(User), candidates, 10, 0));
        Assert.Equal(_case.Candidates(50), candidates);
    }

    [Fact]
    public void Rerank_StrengthOfTheCall_EqualsStrengthOfTheObject()
    {
        ScoredItem[] first = _case.Candidates(50);
        ScoredItem[] second = _case.Candidates(50);
        Create(_case, 0.6f).Rerank(RecommendationQuery.ForUser(User), first, 10);
        Create(_case, 0.1f).Rerank(RecommendationQuery.ForUser(User), second, 10, 0.6f);
        Assert.Equal(first, second);
        Assert.NotEqual(_case.Candidates(50), first);
    }

    [Theory]
    [MemberData(nameof(Strengths))]
    public void Rerank_LongerList_BeginsWithTheShorterOne(float strength)
    {
        ScoredItem[] ten = _case.Candidates(50);
        ScoredItem[] twenty = _case.Candidates(50);
        Create(_case, strength).Rerank(RecommendationQuery.ForUser(User), ten, 10);
        Create(_case, strength).Rerank(RecommendationQuery.ForUser(User), twenty, 20);
        Assert.Equal(ten.Take(10), twenty.Take(10));
    }

    [Theory]
    [MemberData(nameof(Strengths))]
    public void Rerank_EqualItemsWithEqualScores_LowerIndexFirst(float strength)
    {
        // Items 6 and 7 are alike; the only difference left is the index.
        RerankCase world = new(items: 8, users: 1);
        ScoredItem[] candidates = [new(0, 2), new(6, 1), new(7, 1)];
        Create(world, strength).Rerank(RecommendationQuery.ForHistory([1, 2, 3]), candidates, 3);
        Assert.True(
            Array.FindIndex(candidates, static c => c.ItemIndex == 6) < Array.FindIndex(candidates, static c => c.ItemIndex == 7));
    }

    [Theory]
    [MemberData(nameof(Strengths))]
    public void Rerank_EqualInfiniteAndNaNScores_TakesEveryCandidateOnce(float strength)
    {
        ScoredItem[][] inputs =
        [
            [.. _case.Candidates(12).Select(static c => c with { Score = 1 })],
            [new(0, float.PositiveInfinity), new(1, 3), new(2, 1), new(4, float.NegativeInfinity), new(3, float.NaN)],
            [new(6, float.MaxValue), new(7, 0), new(8, float.MinValue)],
        ];
        foreach (ScoredItem[] input in inputs)
        {
            ScoredItem[] after = [.. input];
            Assert.Equal(input.Length, Create(_case, strength).Rerank(RecommendationQuery.ForUser(User), after, 20));
            AssertSameSet(input, after);
        }
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(1.1f)]
    [InlineData(float.NaN)]
    public void Rerank_StrengthOutside_Throws(float strength)
    {
        IAdjustableReranker reranker = Create(_case, 0.5f);
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(_case, strength));
        Assert.Throws<ArgumentOutOfRangeException>(() => reranker.Rerank(RecommendationQuery.ForUser(User), _case.Candidates(5), 3, strength));
    }

    [Fact]
    public void Rerank_NegativeCountOrUnknownItem_Throws()
    {
        IAdjustableReranker reranker = Create(_case, 0.5f);
        Assert.Throws<ArgumentOutOfRangeException>(() => reranker.Rerank(RecommendationQuery.ForUser(User), _case.Candidates(5), -1));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => reranker.Rerank(RecommendationQuery.ForUser(User), new ScoredItem[] { new(_case.Items, 1) }, 1));
    }

    [Fact]
    public void Rerank_ManyThreads_SameLists()
    {
        IAdjustableReranker reranker = Create(_case, 0.5f);
        ScoredItem[][] expected = [.. Enumerable.Range(0, 16).Select(One)];
        ScoredItem[][] actual = new ScoredItem[160][];
        Parallel.For(0, actual.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => actual[i] = One(i % 16));
        for (int i = 0; i < actual.Length; i++)
        {
            Assert.Equal(expected[i % 16], actual[i]);
        }

        ScoredItem[] One(int seed)
        {
            ScoredItem[] candidates = _case.Candidates(40, seed);
            reranker.Rerank(RecommendationQuery.ForUser(1 + (seed % 7)), candidates, 10);
            return candidates;
        }
    }

    [Fact]
    public void Rerank_WarmCall_AllocatesNothing()
    {
        IAdjustableReranker reranker = Create(_case, 0.5f);
        ScoredItem[] source = _case.Candidates(50);
        ScoredItem[] candidates = new ScoredItem[50];
        Assert.Equal(0, Allocations.PerCall(() =>
        {
            source.CopyTo(candidates, 0);
            reranker.Rerank(RecommendationQuery.ForUser(User), candidates, 10);
        }));
    }

    private static void AssertSameSet(IEnumerable<ScoredItem> expected, IEnumerable<ScoredItem> actual) =>
        Assert.Equal(expected.OrderBy(static c => c.ItemIndex), actual.OrderBy(static c => c.ItemIndex));
}
