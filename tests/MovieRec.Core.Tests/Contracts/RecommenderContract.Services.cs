namespace MovieRec.Tests.Contracts;

/// <content>Scores, capabilities, threads, memory, files.</content>
public abstract partial class RecommenderContract
{
    [Fact]
    public void Info_CountsTheTrainingData()
    {
        Assert.Equal(UserCount, Model.Info.UserCount);
        Assert.Equal(ItemCount, Model.Info.ItemCount);
        Assert.Equal(Sample.Liked.Count, Model.Info.InteractionCount);
        Assert.Equal(Sample.Data.Fingerprint, Model.Info.DataFingerprint);
        Assert.Equal(ResultOrder.ByScore, Model.Info.Order);
        Assert.False(string.IsNullOrEmpty(Model.Info.Algorithm));
    }

    [Fact]
    public void Score_EveryItem_EqualsRecommendBitForBitAndIsNaNWithoutEvidence()
    {
        int[] items = [.. Enumerable.Range(0, ItemCount)];
        float[] scores = new float[ItemCount];
        foreach (int user in Sample.UsersWithLikes())
        {
            // History and eligibility do not matter to Score.
            Scorer().Score(RecommendationQuery.ForUser(user) with { Eligible = ItemMask.FromItems(ItemCount, []) }, items, scores);
            ScoredItem[] answer = Answer(RecommendationQuery.ForUser(user) with { AllowHistoryItems = true });
            AssertScores(answer, scores);
            Scorer().Score(RecommendationQuery.ForHistory(Sample.Liked.GetUserItems(user)), items, scores);
            AssertScores(Answer(RecommendationQuery.ForHistory(Sample.Liked.GetUserItems(user)) with { AllowHistoryItems = true }), scores);
        }
    }

    [Fact]
    public void Score_UnknownUser_LikeRecommend()
    {
        float[] scores = new float[ItemCount];
        Scorer().Score(default, [.. Enumerable.Range(0, ItemCount)], scores);
        AssertScores(Answer(default), scores);
    }

    [Fact]
    public void Score_DuplicatesAndLongerDestination_EachItsOwnScore()
    {
        float[] scores = [-9, -9, -9, -9];
        Scorer().Score(RecommendationQuery.ForUser(SomeUser), [4, 0, 4], scores);
        Assert.Equal(scores[0], scores[2]);
        Assert.Equal(-9f, scores[3]);
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => Scorer().Score(RecommendationQuery.ForUser(SomeUser), [4, 0, 4], new float[2]));
        Assert.Contains("holds 2 elements; 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetService_FindsWhatIsOfferedAndNothingElse()
    {
        Assert.Same(Model, Model.GetService(typeof(IRecommender)));
        Assert.Same(Model, Model.GetService(Model.GetType()));
        Assert.NotNull(Model.GetService<IScorer>());
        Assert.NotNull(Model.GetService<IExplainer>());
        Assert.Null(Model.GetService(typeof(IDisposable)));
        Assert.Null(Model.GetService(typeof(string)));
        Assert.Throws<ArgumentNullException>(() => Model.GetService(null!));
    }

    [Fact]
    public void Explain_EveryRecommendation_AddsUpToTheScoreThatWasShown()
    {
        IExplainer explainer = Model.GetService<IExplainer>()!;
        Contribution[] contributions = new Contribution[ItemCount];
        foreach (int user in Sample.UsersWithLikes())
        {
            foreach (ScoredItem item in Answer(RecommendationQuery.ForUser(user)))
            {
                Explanation explanation = explainer.Explain(RecommendationQuery.ForUser(user), item.ItemIndex, contributions);
                Assert.Equal(BitConverter.SingleToInt32Bits(item.Score), BitConverter.SingleToInt32Bits(explanation.Score));
                double sum = contributions[..explanation.Written].Sum(c => (double)c.Value);
                double magnitude = Math.Abs(explanation.Remainder) + contributions[..explanation.Written].Sum(c => Math.Abs((double)c.Value));
                Assert.True(Math.Abs(explanation.Score - explanation.Remainder - sum) <= 1e-5 * magnitude, $"user {user}, item {item}: {explanation}");
                Assert.All(contributions[..explanation.Written], c => Assert.True(Sample.Liked.GetUserItems(user).IndexOf(c.ItemIndex) >= 0));
            }
        }
    }

    [Fact]
    public void Explain_IndicesOutsideTheModel_ThrowNamingTheRange()
    {
        IExplainer explainer = Model.GetService<IExplainer>()!;
        foreach (int item in (int[])[-1, 90])
        {
            ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
                () => explainer.Explain(RecommendationQuery.ForUser(0), item, new Contribution[3]));
            Assert.Contains("0 … 89", error.Message, StringComparison.Ordinal);
        }

        ArgumentOutOfRangeException user = Assert.Throws<ArgumentOutOfRangeException>(
            () => explainer.Explain(RecommendationQuery.ForUser(UserCount), 0, new Contribution[3]));
        Assert.Contains($"0 … {UserCount - 1}", user.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExplainMany_DestinationTooShort_ThrowsArgumentException()
    {
        IExplainer explainer = Model.GetService<IExplainer>()!;
        int[] items = [0, 1, 2];
        Assert.Throws<ArgumentException>(
            () => explainer.ExplainMany(RecommendationQuery.ForUser(SomeUser), items, new Explanation[2], new Contribution[6], 2));
        Assert.Throws<ArgumentException>(
            () => explainer.ExplainMany(RecommendationQuery.ForUser(SomeUser), items, new Explanation[3], new Contribution[5], 2));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => explainer.ExplainMany(RecommendationQuery.ForUser(SomeUser), items, new Explanation[3], new Contribution[5], -1));
    }

    [Fact]
    public void Recommend_TwoThreads_SameAsOne()
    {
        int[] users = Sample.UsersWithLikes();
        ScoredItem[][] expected = [.. users.Select(u => Answer(RecommendationQuery.ForUser(u)))];
        ScoredItem[][] folded = [.. users.Select(u => Answer(RecommendationQuery.ForHistory(Sample.Liked.GetUserItems(u))))];
        List<string> differences = [];
        Thread[] threads =
        [
            .. Enumerable.Range(0, 2).Select(t => new Thread(() =>
            {
                for (int round = 0; round < 20; round++)
                {
                    for (int i = t; i < users.Length; i++)
                    {
                        bool same = expected[i].AsSpan().SequenceEqual(Answer(RecommendationQuery.ForUser(users[i])))
                            && folded[i].AsSpan().SequenceEqual(Answer(RecommendationQuery.ForHistory(Sample.Liked.GetUserItems(users[i]))));
                        if (!same)
                        {
                            lock (differences)
                            {
                                differences.Add($"thread {t}, user {users[i]}");
                            }
                        }
                    }
                }
            })),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Empty(differences);
    }

    [Fact]
    public void RecommendAndScore_Warm_AllocateNothing()
    {
        IRecommender model = Model;
        IScorer scorer = Scorer();
        ScoredItem[] destination = new ScoredItem[10];
        int[] items = [1, 2, 3];
        float[] scores = new float[3];
        int user = SomeUser;
        int[] history = SomeHistory;
        ItemMask mask = ItemMask.Create(ItemCount, i => i % 2 == 0);
        Assert.Equal(0, Allocations.PerCall(() => model.Recommend(RecommendationQuery.ForUser(user) with { Eligible = mask }, destination)));
        Assert.Equal(0, Allocations.PerCall(() => model.Recommend(RecommendationQuery.ForHistory(history), destination)));
        Assert.Equal(0, Allocations.PerCall(() => scorer.Score(RecommendationQuery.ForUser(user), items, scores)));
    }

    [Fact]
    public void SaveAndLoad_EveryAnswer_SameBits()
    {
        IRecommender loaded = SaveAndLoad(Model);
        Assert.Equal(Model.Info, loaded.Info);
        Assert.Equal(Answer(default), Answer(loaded, default));
        foreach (int user in Sample.UsersWithLikes())
        {
            Assert.Equal(Answer(RecommendationQuery.ForUser(user)), Answer(loaded, RecommendationQuery.ForUser(user)));
            RecommendationQuery folded = RecommendationQuery.ForHistory(Sample.Liked.GetUserItems(user), Sample.Liked.GetUserWeights(user));
            Assert.Equal(Answer(folded), Answer(loaded, folded));
            ScoredItem first = Answer(folded)[0];
            Contribution[] before = new Contribution[20];
            Contribution[] after = new Contribution[20];
            Assert.Equal(
                Model.GetService<IExplainer>()!.Explain(folded, first.ItemIndex, before),
                loaded.GetService<IExplainer>()!.Explain(folded, first.ItemIndex, after));
            Assert.Equal(before, after);
        }
    }

    private static void AssertScores(ScoredItem[] answer, float[] scores)
    {
        Dictionary<int, float> byItem = answer.ToDictionary(s => s.ItemIndex, s => s.Score);
        for (int i = 0; i < scores.Length; i++)
        {
            float expected = byItem.GetValueOrDefault(i, float.NaN);
            Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(scores[i]));
        }
    }
}
