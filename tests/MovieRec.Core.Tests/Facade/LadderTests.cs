using MovieRec.Tests.Persistence;

namespace MovieRec.Tests.Facade;

/// <summary>Who gets what: the fallback ladder, its labels, and what is never returned.</summary>
public sealed class LadderTests
{
    private static readonly Recommender<int, string> Model = SampleData.Als<int, string>();

    [Fact]
    public void Recommend_UnknownUser_PopularItemsLabelledSo()
    {
        RecommendationList<string> list = Model.Recommend(-1);

        Assert.Equal(10, list.Count);
        Assert.Equal(RecommendationRung.Popular, list.Rung);
        Assert.Empty(list.IgnoredIds);
        Assert.Equal(Model.ModelVersion, list.ModelVersion);
        Assert.All(list, r => Assert.Equal(ReasonKind.Popular, r.Reason.Kind));
        Assert.All(list, r => Assert.False(r.Reason.TryGetAnchor(out _)));
        int[] likes = [.. Enumerable.Range(0, Model.Items.Count).Select(Model.Histories.Liked.GetItemCount)];
        IEnumerable<int> expected = Enumerable.Range(0, likes.Length).OrderByDescending(i => likes[i]).ThenBy(i => i).Take(10);
        Assert.Equal(expected.Select(i => Model.Items[i]), list.Select(r => r.ItemId));
        Assert.Equal(expected.Select(i => (float)likes[i]), list.Select(r => r.Score));
    }

    [Fact]
    public void Recommend_KnownUser_PersonalItemsThatNobodyHasShownThem()
    {
        foreach (int user in Model.Users.Ids[..SampleData.UserWithoutLikes])
        {
            RecommendationList<string> list = Model.Recommend(user, new RecommendOptions { Count = 100 });

            Assert.Equal(RecommendationRung.Personalized, list.Rung);
            Assert.True(Model.Users.TryGetIndex(user, out int index));
            string[] seen = [.. Model.Histories.Seen.GetUserItems(index).ToArray().Select(i => Model.Items[i])];
            Assert.Empty(list.Select(r => r.ItemId).Intersect(seen));
            Assert.Equal(list.OrderByDescending(r => r.Score).Select(r => r.Score), list.Select(r => r.Score));
        }
    }

    [Fact]
    public void Recommend_SeenButNotLiked_NeverReturnedButAllowedOnRequest()
    {
        int user = SampleData.Id<int>(0);
        Assert.True(Model.Users.TryGetIndex(user, out int index));
        HashSet<int> seenOnly = [.. Model.Histories.Seen.GetUserItems(index)];
        seenOnly.ExceptWith(Model.Histories.Liked.GetUserItems(index).ToArray());
        string[] disliked = [.. seenOnly.Select(i => Model.Items[i])];
        Assert.NotEmpty(disliked);

        RecommendOptions all = new() { Count = 100 };
        Assert.Empty(Model.Recommend(user, all).Select(r => r.ItemId).Intersect(disliked));
        Assert.Equal(
            disliked.Order(), Model.Recommend(user, all with { AllowHistoryItems = true }).Select(r => r.ItemId).Intersect(disliked).Order());
    }

    [Fact]
    public void Recommend_KnownUserWithoutLikes_PopularWithoutWhatWasSeen()
    {
        RecommendationList<string> list = Model.Recommend(SampleData.Id<int>(SampleData.UserWithoutLikes), new RecommendOptions { Count = 100 });

        Assert.Equal(RecommendationRung.Popular, list.Rung);
        Assert.DoesNotContain(list, r => r.ItemId == SampleData.Id<string>(0) || r.ItemId == SampleData.Id<string>(1));
        Assert.Contains(list, r => r.ItemId == SampleData.Id<string>(2));
    }

    [Fact]
    public void RecommendFor_SomeIdsUnknown_IgnoredAndReturned()
    {
        string[] known = [SampleData.Id<string>(2), SampleData.Id<string>(4)];

        RecommendationList<string> list = Model.RecommendFor(["what?", known[0], "", known[1], "what?"]);

        Assert.Equal(RecommendationRung.FoldIn, list.Rung);
        Assert.Equal(["what?", ""], list.IgnoredIds);
        Assert.Equal(Model.RecommendFor(known), list);
        Assert.Empty(list.Select(r => r.ItemId).Intersect(known));
    }

    [Fact]
    public void RecommendFor_AllIdsUnknownOrNone_PopularItems()
    {
        RecommendationList<string> unknown = Model.RecommendFor(["x", "y"]);
        RecommendationList<string> none = Model.RecommendFor([]);

        Assert.Equal(RecommendationRung.Popular, unknown.Rung);
        Assert.Equal(["x", "y"], unknown.IgnoredIds);
        Assert.Equal(Model.Recommend(-1), unknown);
        Assert.Equal(RecommendationRung.Popular, none.Rung);
        Assert.Empty(none.IgnoredIds);
        Assert.Equal(unknown, none);
    }

    [Fact]
    public void RecommendFor_ItemWithoutInteractions_PopularItemsWithoutIt()
    {
        // The id is known, the model has no evidence about it: not ignored, but nothing to build on.
        RecommendationList<string> list = Model.RecommendFor([SampleData.Id<string>(SampleData.MovieCount - 1)]);

        Assert.Equal(RecommendationRung.Popular, list.Rung);
        Assert.Empty(list.IgnoredIds);
    }

    [Fact]
    public void RecommendFor_OrderAndRepetition_ChangeNothing()
    {
        string a = SampleData.Id<string>(2);
        string b = SampleData.Id<string>(8);
        string c = SampleData.Id<string>(9);

        Assert.Equal(Model.RecommendFor([a, b, c]), Model.RecommendFor([c, a, b, a]));
    }

    [Fact]
    public void RecommendFor_HistoryOfATrainedUser_SameScores()
    {
        Assert.True(Model.Users.TryGetIndex(SampleData.Id<int>(0), out int index));
        string[] liked = [.. Model.Histories.Liked.GetUserItems(index).ToArray().Select(i => Model.Items[i])];
        RecommendOptions all = new() { Count = 100, AllowHistoryItems = true };

        Assert.Equal(Model.Recommend(SampleData.Id<int>(0), all), Model.RecommendFor(liked, all));
    }

    [Fact]
    public void Recommend_CountBeyondEligible_ReturnsWhatThereIs()
    {
        ItemMask three = ItemMask.FromItems(Model.Items.Count, [2, 9, 14]);
        RecommendOptions options = new() { Count = 10_000, Eligible = three };

        RecommendationList<string> list = Model.Recommend(-1, options);

        Assert.Equal(3, list.Count);
        Assert.Equal(["ïd-002", "ïd-009", "ïd-014"], list.Select(r => r.ItemId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Recommend_NothingEligible_EmptyListOfRungNone()
    {
        RecommendOptions nothing = new() { Eligible = ItemMask.FromItems(Model.Items.Count, []) };

        foreach (RecommendationList<string> list in new[]
        {
            Model.Recommend(SampleData.Id<int>(0), nothing), Model.Recommend(-1, nothing), Model.RecommendFor([SampleData.Id<string>(2)], nothing),
        })
        {
            Assert.Empty(list);
            Assert.Equal(RecommendationRung.None, list.Rung);
        }
    }

    [Fact]
    public void Recommend_GenreYearsAndLanguage_OnlyMatchingItemsAndAsManyAsExist()
    {
        MovieFilter filter = new() { Genres = ["drama"], FromYear = 1990, ToYear = 2010, Languages = ["FR"] };
        ItemMask eligible = Model.Catalog.Select(filter);
        Assert.InRange(eligible.Count, 3, 10);

        RecommendationList<string> list = Model.Recommend(-1, new RecommendOptions { Count = 40, Eligible = eligible });

        Assert.Equal(eligible.Count, list.Count);
        Assert.All(list, r =>
        {
            Assert.True(Model.Items.TryGetIndex(r.ItemId, out int i));
            Assert.Contains("Drama", Model.Catalog.GetGenres(i));
            Assert.InRange(Model.Catalog.GetYear(i), 1990, 2010);
            Assert.Equal("fr", Model.Catalog.GetLanguage(i));
        });
    }

    [Fact]
    public void Recommend_FilterOverAnotherCatalogue_SaysBothSizes()
    {
        RecommendOptions other = new() { Eligible = ItemMask.All(7) };

        ArgumentException e = Assert.Throws<ArgumentException>(() => Model.Recommend(-1, other));

        Assert.Contains("7", e.Message, StringComparison.Ordinal);
        Assert.Contains("40", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recommend_WithoutFallback_UnknownUserGetsAnEmptyList()
    {
        Recommender<int, string> bare = new(Model.Users, Model.Items, Model.Model, null, Model.Catalog, Model.Histories);

        Assert.Empty(bare.Recommend(-1));
        Assert.Equal(RecommendationRung.None, bare.Recommend(-1).Rung);
        Assert.NotEmpty(bare.Recommend(SampleData.Id<int>(0)));
    }

    [Fact]
    public void Recommend_PopularityModel_IsLabelledPopularForKnownUsersToo()
    {
        Recommender<int, string> popular = Recommender<int, string>.Train(SampleData.Create<int, string>(), new PopularityTrainer());

        RecommendationList<string> list = popular.Recommend(SampleData.Id<int>(0));

        Assert.Equal(RecommendationRung.Popular, list.Rung);
        Assert.All(list, r => Assert.Equal(ReasonKind.Popular, r.Reason.Kind));
        Assert.Null(popular.Fallback);
    }

    [Fact]
    public void SimilarTo_KnownItem_OtherItemsByCosine()
    {
        RecommendationList<string> list = Model.SimilarTo(SampleData.Id<string>(2), new RecommendOptions { Count = 100 });

        Assert.Equal(RecommendationRung.SimilarItems, list.Rung);
        Assert.DoesNotContain(list, r => r.ItemId == SampleData.Id<string>(2));
        Assert.Equal(((AlsModel)Model.Model).RankableItems.Count - 1, list.Count);
        Assert.True(Model.Items.TryGetIndex(list[0].ItemId, out int first));
        Assert.Equal(0, first % 2); // the same taste
        AlsModel als = (AlsModel)Model.Model;
        Assert.Equal(Cosine(als.GetItemVector(2), als.GetItemVector(first)), list[0].Score, 1e-5f);
        Assert.Equal(list.OrderByDescending(r => r.Score).Select(r => r.Score), list.Select(r => r.Score));
    }

    [Fact]
    public void SimilarTo_UnknownItem_EmptyListThatNamesIt()
    {
        RecommendationList<string> list = Model.SimilarTo("nothing");

        Assert.Empty(list);
        Assert.Equal(["nothing"], list.IgnoredIds);
        Assert.Equal(RecommendationRung.None, list.Rung);
    }

    [Fact]
    public void SimilarTo_ItemWithoutVectorOrModelWithout_EmptyList()
    {
        RecommendationList<string> noVector = Model.SimilarTo(SampleData.Id<string>(SampleData.MovieCount - 1));
        Recommender<int, string> popular = Recommender<int, string>.Train(SampleData.Create<int, string>(), new PopularityTrainer());

        Assert.Empty(noVector);
        Assert.Empty(noVector.IgnoredIds);
        Assert.Empty(popular.SimilarTo(SampleData.Id<string>(2)));
    }

    [Fact]
    public void SimilarTo_Filtered_OnlyEligibleItems()
    {
        ItemMask odd = ItemMask.Create(Model.Items.Count, i => i % 2 == 1);

        RecommendationList<string> list = Model.SimilarTo(SampleData.Id<string>(2), new RecommendOptions { Eligible = odd });

        Assert.Equal(10, list.Count);
        Assert.All(list, r => Assert.True(Model.Items.TryGetIndex(r.ItemId, out int i) && i % 2 == 1));
    }

    private static float Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b) =>
        System.Numerics.Tensors.TensorPrimitives.CosineSimilarity(a, b);
}
