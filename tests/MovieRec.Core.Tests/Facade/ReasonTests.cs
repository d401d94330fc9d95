using MovieRec.Tests.Persistence;

namespace MovieRec.Tests.Facade;

/// <summary>Reasons are arithmetic: the anchor is the liked movie with the largest positive contribution, or there is none.</summary>
public sealed class ReasonTests
{
    private static readonly Recommender<int, string> Model = SampleData.Als<int, string>();

    [Fact]
    public void Recommend_EveryKnownUser_AnchorIsTheLargestContributionOfALikedMovie()
    {
        int anchors = 0;
        foreach (int user in Model.Users.Ids[..SampleData.UserWithoutLikes])
        {
            Assert.True(Model.Users.TryGetIndex(user, out int index));
            string[] liked = [.. Model.Histories.Liked.GetUserItems(index).ToArray().Select(i => Model.Items[i])];
            foreach (Recommendation<string> item in Model.Recommend(user, new RecommendOptions { Count = 40 }))
            {
                ItemExplanation<string> explanation = Model.Explain(user, item.ItemId);
                Assert.Equal(item.Score, explanation.Score);
                Assert.Equal(liked.Length, explanation.Contributions.Count);
                Assert.Equal(0, explanation.Remainder);
                Assert.Equal(explanation.Contributions.OrderByDescending(c => c.Value).Select(c => c.Value), explanation.Contributions.Select(c => c.Value));
                ItemContribution<string> largest = explanation.Contributions[0];
                if (largest.Value > 0)
                {
                    anchors++;
                    Assert.Equal(ReasonKind.BecauseYouLiked, item.Reason.Kind);
                    Assert.True(item.Reason.TryGetAnchor(out string? anchor));
                    Assert.Contains(anchor, liked);
                    Assert.Equal(largest.ItemId, anchor);
                    Assert.Equal(largest.Value, item.Reason.Contribution);
                    Assert.Equal(largest.Value / explanation.Magnitude, item.Reason.Share, 1e-6f);
                    Assert.Equal(item.Reason.Share < 0.05f ? ReasonStrength.Weak : ReasonStrength.Strong, item.Reason.Strength);
                }
                else
                {
                    Assert.Equal(ReasonKind.Popular, item.Reason.Kind);
                    Assert.False(item.Reason.TryGetAnchor(out _));
                }
            }
        }

        Assert.True(anchors > 100);
    }

    [Fact]
    public void Explain_EveryUserAndMovie_SumsToTheScore()
    {
        foreach (int user in Model.Users.Ids[..SampleData.UserWithoutLikes])
        {
            foreach (string item in Model.Items.Ids)
            {
                ItemExplanation<string> e = Model.Explain(user, item);
                double sum = e.Remainder + e.Contributions.Sum(c => (double)c.Value);
                Assert.True(Math.Abs(e.Score - sum) <= 1e-5 * e.Magnitude, $"user {user}, item {item}: {e.Score} instead of {sum}");
            }
        }
    }

    [Fact]
    public void Recommend_OnlyNegativeContributions_PopularAndNoInventedAnchor()
    {
        Recommender<int, int> model = Stub([new(0, -0.5f), new(1, -0.1f)]);

        Reason<int> reason = model.RecommendFor([10])[0].Reason;

        Assert.Equal(ReasonKind.Popular, reason.Kind);
        Assert.Equal(ReasonStrength.None, reason.Strength);
        Assert.False(reason.TryGetAnchor(out int anchor));
        Assert.Equal(0, anchor);
        Assert.Equal(0, reason.Contribution);
        Assert.Equal(0, reason.Share);
    }

    [Theory]
    [InlineData(0.0499f, ReasonStrength.Weak)]
    [InlineData(0.05f, ReasonStrength.Strong)]
    [InlineData(0.8f, ReasonStrength.Strong)]
    public void Recommend_ShareAroundTheThreshold_WeakBelowIt(float share, ReasonStrength expected)
    {
        // 20 contributions; the largest has the given share, the others are negative and take the rest.
        Contribution[] contributions = [new(1, share), .. Enumerable.Range(2, 19).Select(i => new Contribution(i % 3, -(1 - share) / 19))];
        Recommender<int, int> model = Stub(contributions);

        Reason<int> reason = model.RecommendFor([10])[0].Reason;

        Assert.Equal(ReasonKind.BecauseYouLiked, reason.Kind);
        Assert.True(reason.TryGetAnchor(out int anchor)); // weak changes the wording, it never takes the anchor away
        Assert.Equal(11, anchor);
        Assert.Equal(expected, reason.Strength);
        Assert.Equal(share, reason.Share, 1e-5f);
    }

    [Fact]
    public void Recommend_RemainderCountsInTheShare()
    {
        Recommender<int, int> model = Stub([new(1, 1f)], remainder: -3f);

        Assert.Equal(0.25f, model.RecommendFor([10])[0].Reason.Share);
    }

    [Fact]
    public void Recommend_ModelCannotExplain_NoReason()
    {
        Recommender<int, int> model = Stub([new(1, 1f)], explains: false);

        Assert.Equal(ReasonKind.None, model.RecommendFor([10])[0].Reason.Kind);
        Assert.Equal(default, model.RecommendFor([10])[0].Reason);
        NotSupportedException e = Assert.Throws<NotSupportedException>(() => model.ExplainFor([10], 11));
        Assert.Contains("stub", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recommend_WithoutReasons_SameItemsAndNoReason()
    {
        RecommendOptions without = new() { IncludeReasons = false };

        foreach (int user in new[] { SampleData.Id<int>(0), -1 })
        {
            RecommendationList<string> list = Model.Recommend(user, without);
            Assert.All(list, r => Assert.Equal(default, r.Reason));
            Assert.Equal(Model.Recommend(user).Select(r => (r.ItemId, r.Score)), list.Select(r => (r.ItemId, r.Score)));
        }
    }

    [Fact]
    public void Explain_UnknownUser_FallbackScoreAsRemainder()
    {
        ItemExplanation<string> e = Model.Explain(-1, SampleData.Id<string>(2));

        Assert.Equal(RecommendationRung.Popular, e.Rung);
        Assert.Empty(e.Contributions);
        Assert.Equal(e.Score, e.Remainder);
        Assert.Equal(Model.Histories.Liked.GetItemCount(2), e.Score);
    }

    [Fact]
    public void Explain_UserWithoutLikes_FallbackScore()
    {
        ItemExplanation<string> e = Model.Explain(SampleData.Id<int>(SampleData.UserWithoutLikes), SampleData.Id<string>(2));

        Assert.Equal(RecommendationRung.Popular, e.Rung);
        Assert.Equal(Model.Histories.Liked.GetItemCount(2), e.Score);
    }

    [Fact]
    public void Explain_WithoutAnybodyWhoCan_RungNone()
    {
        Recommender<int, string> bare = new(Model.Users, Model.Items, Model.Model, null, Model.Catalog, Model.Histories);

        ItemExplanation<string> e = bare.Explain(-1, SampleData.Id<string>(2));

        Assert.Equal(RecommendationRung.None, e.Rung);
        Assert.Equal(0, e.Score);
    }

    [Fact]
    public void ExplainFor_UnknownIdsIgnored_SumsToTheScoreOfRecommendFor()
    {
        string[] liked = ["unknown", SampleData.Id<string>(2), SampleData.Id<string>(4)];
        Recommendation<string> first = Model.RecommendFor(liked)[0];

        ItemExplanation<string> e = Model.ExplainFor(liked, first.ItemId);

        Assert.Equal(RecommendationRung.FoldIn, e.Rung);
        Assert.Equal(2, e.Contributions.Count);
        Assert.Equal(first.Score, e.Score);
        Assert.Equal(e.Score, e.Contributions.Sum(c => c.Value), 1e-5f * e.Magnitude);
    }

    [Fact]
    public void Explain_UnknownItem_SaysWhichAndOutOfHowMany()
    {
        KeyNotFoundException e = Assert.Throws<KeyNotFoundException>(() => Model.Explain(SampleData.Id<int>(0), "no such movie"));
        Assert.Equal("The item 'no such movie' is not among the 40 items of the model.", e.Message);
        Assert.Throws<KeyNotFoundException>(() => Model.ExplainFor([SampleData.Id<string>(2)], "no such movie"));
    }

    [Fact]
    public void WithoutAnchorAndBecauseOf_KindsThatDoNotFit_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Reason<int>.WithoutAnchor(ReasonKind.BecauseYouLiked));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reason<int>.WithoutAnchor(ReasonKind.SimilarContent));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reason<int>.BecauseOf(ReasonKind.Popular, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reason<int>.BecauseOf(ReasonKind.BecauseYouLiked, 1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reason<int>.BecauseOf(ReasonKind.BecauseYouLiked, 1, -1, 1));
        Assert.Equal(default, Reason<int>.WithoutAnchor(ReasonKind.None));
        Assert.Equal(1, Reason<int>.BecauseOf(ReasonKind.SimilarContent, 1, 2, 1).Share); // rounding never gives more than all
    }

    private static Recommender<int, int> Stub(Contribution[] contributions, float remainder = 0, bool explains = true)
    {
        IdMap<int> items = IdMap<int>.Create([10, 11, 12]);
        StubModel stub = new(userCount: 1, [3, 2, 1], explains) { Contributions = contributions, Remainder = remainder };
        return new Recommender<int, int>(IdMap<int>.Create([1]), items, stub);
    }
}
