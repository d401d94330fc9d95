using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace MovieRec.Tests.Hybrid;

public sealed class HybridWeightTests
{
    [Property(MaxTest = 20)]
    public void Fit_OnePartOfWeightOne_GivesItsBits(byte seed, bool second, PositiveInt weight)
    {
        TestSample sample = TestSample.Create(seed, users: 25, items: 40, weighted: true);
        HybridOptions options = HybridParts.Weights(second ? 0 : weight.Get, second ? weight.Get : 0) with { PriorScale = 0 };
        HybridModel blend = HybridParts.Fit(options, sample.Data, HybridParts.Als, HybridParts.Second);
        AlsModel part = (AlsModel)(second ? HybridParts.Second : HybridParts.Als).Trainer.Fit(sample.Data, null, TestContext.Current.CancellationToken);
        Assert.Equal(part.Dimensions, blend.Dimensions);
        for (int i = 0; i < blend.ItemCount; i++)
        {
            Assert.Equal(part.GetItemVector(i).ToArray(), blend.GetItemVector(i).ToArray());
        }

        Contribution[] expectedTerms = new Contribution[100];
        Contribution[] terms = new Contribution[100];
        foreach (int user in sample.UsersWithLikes())
        {
            ScoredItem[] expected = Answer(part, RecommendationQuery.ForUser(user));
            Assert.Equal(expected, Answer(blend, RecommendationQuery.ForUser(user)));
            int[] history = sample.Liked.GetUserItems(user).ToArray();
            Assert.Equal(Answer(part, RecommendationQuery.ForHistory(history)), Answer(blend, RecommendationQuery.ForHistory(history)));
            if (expected.Length > 0)
            {
                Explanation ofPart = part.Explain(RecommendationQuery.ForUser(user), expected[0].ItemIndex, expectedTerms);
                Explanation ofBlend = blend.Explain(RecommendationQuery.ForUser(user), expected[0].ItemIndex, terms);
                Assert.Equal(ofPart.Written, ofBlend.Written);
                Assert.Equal(expectedTerms[0].ItemIndex, terms[0].ItemIndex);
                Assert.Equal(expectedTerms[0].Value, terms[0].Value, 1e-5f);
            }
        }
    }

    [Property(MaxTest = 20)]
    public void Explain_AnyWeights_AddsUpToTheScore(byte seed, byte als, byte second, byte popularity)
    {
        TestSample sample = TestSample.Create(seed, users: 25, items: 40);
        HybridOptions options = HybridParts.Weights(als + 1.0, second, popularity) with { BackfillNeighbours = 3 };
        HybridModel blend = HybridParts.Fit(options, sample.Data, HybridParts.Als, HybridParts.Second);
        Contribution[] terms = new Contribution[40];
        foreach (int user in sample.UsersWithLikes())
        {
            foreach (ScoredItem item in Answer(blend, RecommendationQuery.ForUser(user)))
            {
                Explanation explanation = blend.Explain(RecommendationQuery.ForUser(user), item.ItemIndex, terms);
                double sum = terms[..explanation.Written].Sum(t => (double)t.Value);
                double size = Math.Abs(explanation.Remainder) + terms[..explanation.Written].Sum(t => Math.Abs((double)t.Value));
                Assert.Equal(item.Score, explanation.Score);
                Assert.True(Math.Abs(explanation.Score - explanation.Remainder - sum) <= 1e-5 * size, $"{item}: {explanation}");
                Assert.Equal(popularity == 0, explanation.Remainder == 0);
            }
        }
    }

    [Fact]
    public void Fit_ScaledWeights_GiveTheSameList()
    {
        TestSample sample = TestSample.Create(3);
        HybridModel one = HybridParts.Fit(HybridParts.Weights(1, 0.5, 0.25), sample.Data, HybridParts.Als, HybridParts.Second);
        HybridModel ten = HybridParts.Fit(HybridParts.Weights(16, 8, 4), sample.Data, HybridParts.Als, HybridParts.Second);
        foreach (int user in sample.UsersWithLikes())
        {
            Assert.Equal(Answer(one, RecommendationQuery.ForUser(user)), Answer(ten, RecommendationQuery.ForUser(user)));
        }
    }

    [Fact]
    public void Fit_PartOfWeightZero_TakesNoCoordinateAndStaysAtHand()
    {
        TestSample sample = TestSample.Create(3);
        HybridModel model = HybridParts.Fit(HybridParts.Weights(1, 0, 0.5), sample.Data, HybridParts.Als, HybridParts.Second);
        Assert.Equal(21, model.Dimensions);
        HybridPartInfo? dropped = model.FindPart(HybridSource.Content);
        Assert.Equal(0, dropped?.Weight);
        Assert.IsType<AlsModel>(dropped?.Model);
    }

    [Fact]
    public void Fit_PartsStandardised_ScoreOfEachHasTheWeightAsItsDeviation()
    {
        // One part with vectors and popularity of next to no weight: what is left is a·⟨x, y⟩/σ.
        TestSample sample = TestSample.Create(3);
        HybridOptions options = HybridParts.Weights(1, 0, 1e-6) with { UserEvidence = 0, PriorScale = 0 };
        HybridModel model = HybridParts.Fit(options, sample.Data, HybridParts.Als, HybridParts.Second);
        int[] items = [.. Enumerable.Range(0, 90).Where(i => sample.Liked.GetItemCount(i) > 0)];
        float[] scores = new float[items.Length];
        foreach (int user in sample.UsersWithLikes())
        {
            model.Score(RecommendationQuery.ForUser(user), items, scores);
            double mean = scores.Average();
            Assert.Equal(1, Math.Sqrt(scores.Average(s => (s - mean) * (s - mean))), 1e-3);
        }
    }

    [Theory]
    [InlineData("als", -1, "finite number of at least 0")]
    [InlineData("als", double.NaN, "finite number of at least 0")]
    [InlineData("als", 0, "All weights are 0")]
    public void Weights_NoWeights_ThrowSayingWhatIsExpected(string part, double weight, string message)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new HybridOptions { Weights = [new HybridWeight(part, weight)] });
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_WeightOfAnUnknownPart_ThrowsNamingTheParts()
    {
        HybridOptions options = new() { Weights = [new HybridWeight("svd", 1)] };
        ArgumentException error = Assert.Throws<ArgumentException>(() => new HybridTrainer(options, [HybridParts.Als]));
        Assert.Contains("'svd'", error.Message, StringComparison.Ordinal);
        Assert.Contains("als and popularity", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_TwoPartsOfOneNameOrNone_Throws()
    {
        Assert.Throws<ArgumentException>(() => new HybridTrainer(new HybridOptions(), [HybridParts.Als, HybridParts.Als]));
        Assert.Throws<ArgumentException>(() => new HybridTrainer(new HybridOptions(), []));
        Assert.Throws<ArgumentException>(() => new HybridPart("Als", HybridSource.Behaviour, new AlsTrainer()));
        Assert.Throws<ArgumentException>(() => new HybridPart(HybridPart.Popularity, HybridSource.Behaviour, new AlsTrainer()));
    }

    private static ScoredItem[] Answer(IRecommender model, scoped in RecommendationQuery query)
    {
        ScoredItem[] destination = new ScoredItem[100];
        return destination[..model.Recommend(query, destination)];
    }
}
