using System.Runtime.InteropServices;

namespace MovieRec.Tests.Persistence;

/// <summary>A file saved without history answers, and holds nobody's interactions.</summary>
public sealed class WithoutHistoryTests
{
    private static readonly SaveOptions WithoutHistory = new() { IncludeHistory = false };

    [Fact]
    public void Save_WithoutHistory_LeavesNoTraceInTheBytes()
    {
        using TemporaryFolder folder = new();
        Recommender<int, int> model = SampleData.Als<int, int>(options: new InteractionOptions { Weighting = InteractionWeighting.Rating });
        model.Save(folder.File("with"));
        model.Save(folder.File("without"), WithoutHistory);

        byte[] with = File.ReadAllBytes(folder.File("with"));
        byte[] without = File.ReadAllBytes(folder.File("without"));
        Assert.Contains(ModelFileImage.Parse(with).Sections, s => s.Name == "liked.items");
        Assert.DoesNotContain(
            ModelFileImage.Parse(without).Sections,
            s => s.Name.StartsWith("liked", StringComparison.Ordinal) || s.Name.StartsWith("seen", StringComparison.Ordinal));

        int looked = 0;
        foreach (InteractionMatrix matrix in new[] { model.Histories.Liked, model.Histories.Seen })
        {
            for (int user = 0; user < matrix.UserCount; user++)
            {
                if (matrix.GetUserItems(user).Length >= 4)
                {
                    ReadOnlySpan<byte> items = MemoryMarshal.AsBytes(matrix.GetUserItems(user));
                    ReadOnlySpan<byte> times = MemoryMarshal.AsBytes(matrix.GetUserTimestamps(user));
                    Assert.True(with.AsSpan().IndexOf(items) > 0);
                    Assert.True(without.AsSpan().IndexOf(items) < 0, $"the items of user {user} are in the file");
                    Assert.True(with.AsSpan().IndexOf(times) > 0);
                    Assert.True(without.AsSpan().IndexOf(times) < 0, $"the times of user {user} are in the file");
                    looked++;
                }
            }
        }

        Assert.True(looked > SampleData.UserCount);
    }

    [Fact]
    public void Load_WithoutHistory_ScoresStayAndNothingIsExcluded()
    {
        using TemporaryFolder folder = new();
        Recommender<int, int> model = SampleData.Als<int, int>();
        model.Save(folder.File("m"), WithoutHistory);

        Recommender<int, int> loaded = Recommender<int, int>.Load(folder.File("m"));

        Assert.Equal(0, loaded.Histories.Seen.Count);
        Assert.Equal(model.ModelVersion, loaded.ModelVersion);
        int user = SampleData.Id<int>(0);
        RecommendOptions everything = new() { AllowHistoryItems = true, Count = SampleData.MovieCount, IncludeReasons = false };
        Assert.Equal(model.Recommend(user, everything), loaded.Recommend(user, everything));
        Assert.False(ModelBundle.ReadSummary(folder.File("m")).IncludesHistory);
    }

    [Fact]
    public void Load_WithoutHistory_FoldInStillExplains()
    {
        using TemporaryFolder folder = new();
        Recommender<int, int> model = SampleData.Als<int, int>();
        model.Save(folder.File("m"), WithoutHistory);
        Recommender<int, int> loaded = Recommender<int, int>.Load(folder.File("m"));

        int[] liked = [SampleData.Id<int>(2), SampleData.Id<int>(4)];

        Assert.Equal(model.RecommendFor(liked), loaded.RecommendFor(liked));
        Assert.Equal(ReasonKind.BecauseYouLiked, loaded.RecommendFor(liked)[0].Reason.Kind);
    }

    [Fact]
    public void Load_WithoutHistory_KnownUserGetsNoInventedReason()
    {
        using TemporaryFolder folder = new();
        SampleData.Als<int, int>().Save(folder.File("m"), WithoutHistory);
        Recommender<int, int> loaded = Recommender<int, int>.Load(folder.File("m"));
        int user = SampleData.Id<int>(0);

        RecommendationList<int> list = loaded.Recommend(user);

        // The score is personal, so "popular" would be as wrong as an anchor: no reason is known.
        Assert.Equal(RecommendationRung.Personalized, list.Rung);
        Assert.All(list, r => Assert.Equal(ReasonKind.None, r.Reason.Kind));
        ItemExplanation<int> explanation = loaded.Explain(user, list[0].ItemId);
        Assert.Equal(list[0].Score, explanation.Score);
        Assert.Equal(RecommendationRung.Personalized, explanation.Rung);
        Assert.Equal(explanation.Score, explanation.Remainder);
        Assert.Empty(explanation.Contributions);
    }
}
