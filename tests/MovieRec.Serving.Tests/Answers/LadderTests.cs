namespace MovieRec.Serving.Tests.Answers;

public sealed class LadderTests
{
    private static RecommenderHost<string, int> Host(Recommender<string, int>? recommender = null)
    {
        RecommenderHost<string, int> host = new();
        host.Publish(recommender ?? TestModels.Als());
        return host;
    }

    [Fact]
    public void Recommend_KnownUserWithNewSave_FoldsInStoredLikesAndTheSave()
    {
        Recommender<string, int> recommender = TestModels.Als();
        using RecommenderHost<string, int> host = Host(recommender);
        RecentEvent<int>[] recent = [new(25, FeedbackKind.Save, TimeProvider.System.GetUtcNow())];

        RecommendationList<int> list = host.Recommend("u03", new RecommendOptions { Count = 40 }, recent);

        Assert.Equal(RecommendationRung.FoldIn, list.Rung);
        recommender.Users.TryGetIndex("u03", out int user);
        int[] seen = [.. recommender.Histories.Seen.GetUserItems(user).ToArray().Select(i => recommender.Items[i])];
        Assert.DoesNotContain(list, item => item.ItemId == 25 || seen.Contains(item.ItemId));
    }

    [Fact]
    public void Recommend_EventsThatTheModelHasLearnt_AreAnsweredByTheStoredUser()
    {
        Recommender<string, int> recommender = TestModels.Als();
        using RecommenderHost<string, int> host = Host(recommender);
        recommender.Users.TryGetIndex("u03", out int user);
        int liked = recommender.Items[recommender.Histories.Liked.GetUserItems(user)[0]];
        RecentEvent<int>[] learnt =
        [
            new(liked, FeedbackKind.NotInterested, DateTimeOffset.UnixEpoch),
            new(liked, FeedbackKind.Save, DateTimeOffset.UnixEpoch.AddDays(1)),
        ];

        Assert.Equal(recommender.Recommend("u03"), host.Recommend("u03", null, learnt));
        Assert.Equal(RecommendationRung.Personalized, host.Recommend("u03", null, learnt).Rung);
    }

    [Fact]
    public void Recommend_FreshSave_WeighsMoreThanAnOldOne()
    {
        using RecommenderHost<string, int> host = Host();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        RecentEvent<int>[] comedyLast = [new(3, FeedbackKind.Save, now.AddDays(-90)), new(25, FeedbackKind.Save, now)];
        RecentEvent<int>[] dramaLast = [new(25, FeedbackKind.Save, now.AddDays(-90)), new(3, FeedbackKind.Save, now)];

        double Comedies(RecentEvent<int>[] recent) => host.Recommend("nobody", new RecommendOptions { Count = 38 }, recent).Where(r => r.ItemId >= 20).Sum(r => r.Score);

        Assert.True(Comedies(comedyLast) > Comedies(dramaLast));
    }

    [Fact]
    public void Recommend_LastWordIsARefusal_DoesNotCountAsLiked()
    {
        using RecommenderHost<string, int> host = Host();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        RecentEvent<int>[] recent = [new(25, FeedbackKind.Save, now.AddHours(-1)), new(25, FeedbackKind.NotInterested, now)];

        RecommendationList<int> list = host.Recommend("nobody", new RecommendOptions { Count = 40 }, recent);

        Assert.Equal(RecommendationRung.Popular, list.Rung);
        Assert.DoesNotContain(list, item => item.ItemId == 25);
    }

    [Fact]
    public void Recommend_ModelThatCannotFoldIn_ShowsItemsLikeTheLastLiked()
    {
        Recommender<string, int> als = TestModels.Als();
        using RecommenderHost<string, int> host = Host(new Recommender<string, int>(als.Users, als.Items, new StoredUsersOnly(als.Model), als.Fallback, als.Catalog, als.Histories));
        RecentEvent<int>[] recent = [new(25, FeedbackKind.Save, TimeProvider.System.GetUtcNow())];

        RecommendationList<int> list = host.Recommend("nobody", null, recent);

        Assert.Equal(RecommendationRung.SimilarItems, list.Rung);
        Assert.All(list.Take(3), item => Assert.InRange(item.ItemId, 20, 39));
        Assert.DoesNotContain(list, item => item.ItemId == 25);
        Assert.True(list[0].Reason.TryGetAnchor(out int anchor));
        Assert.Equal(25, anchor);
    }

    [Fact]
    public void Recommend_NothingKnown_StaysWithinTheFilter()
    {
        using RecommenderHost<string, int> host = Host();
        ItemMask filter = ItemMask.FromItems(TestModels.Items, [31, 32, 33]);

        RecommendationList<int> list = host.Recommend("nobody", new RecommendOptions { Eligible = filter });

        Assert.Equal(RecommendationRung.Popular, list.Rung);
        Assert.Equal([31, 32, 33], list.Select(r => r.ItemId).Order());
    }

    [Fact]
    public void Recommend_NothingFitsTheFilter_SaysThatItLeftTheFilter()
    {
        using RecommenderHost<string, int> host = Host();
        ItemMask nothing = ItemMask.FromItems(TestModels.Items, []);

        RecommendationList<int> list = host.Recommend("u03", new RecommendOptions { Eligible = nothing });

        Assert.Equal(RecommendationRung.PopularUnfiltered, list.Rung);
        Assert.NotEmpty(list);
    }

    [Fact]
    public void Recommend_PopularityPolicy_IgnoresTheModelButNotWhatWasSeen()
    {
        Recommender<string, int> recommender = TestModels.Als();
        using RecommenderHost<string, int> host = Host(recommender);
        Recommendation<int>[] buffer = new Recommendation<int>[10];

        int count = host.Recommend(RecommendationRequest<string, int>.ForUser("u03") with { Policy = AnswerPolicy.Popularity }, buffer, out AnswerInfo answer);

        recommender.Users.TryGetIndex("u03", out int user);
        ScoredItem[] popular = new ScoredItem[10];
        int expected = recommender.Fallback!.Recommend(RecommendationQuery.ForUser(user), popular);
        Assert.Equal(RecommendationRung.Popular, answer.Rung);
        Assert.Equal(popular[..expected].Select(s => recommender.Items[s.ItemIndex]), buffer[..count].Select(r => r.ItemId));
    }

    /// <summary>A model as some engines deliver it: vectors of users and items, and nothing to fold anybody in with.</summary>
    private sealed class StoredUsersOnly(IRecommender model) : IRecommender, IVectorRecommender
    {
        private readonly IVectorRecommender _vectors = model.GetService<IVectorRecommender>()!;

        public RecommenderInfo Info => model.Info;

        public int Dimensions => _vectors.Dimensions;

        public int ItemCount => _vectors.ItemCount;

        public ReadOnlySpan<float> GetItemVector(int itemIndex) => _vectors.GetItemVector(itemIndex);

        public int Recommend(in RecommendationQuery query, Span<ScoredItem> destination) => query.HasUser ? model.Recommend(query, destination) : 0;

        public bool TryGetQueryVector(in RecommendationQuery query, Span<float> destination) => query.HasUser && _vectors.TryGetQueryVector(query, destination);

        public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(this) ? this : null;
    }
}
