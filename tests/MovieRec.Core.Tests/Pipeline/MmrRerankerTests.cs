using FsCheck;
using FsCheck.Xunit;

namespace MovieRec.Tests.Pipeline;

public sealed class MmrRerankerTests
{
    [Property(MaxTest = 60, Replay = "3,5")]
    public void Rerank_AnyInput_IsTheDefinition(PositiveInt seed, byte strengthByte, byte pool)
    {
        RerankCase world = new(seed.Get);
        ItemFeatures features = ItemFeatures.FromVectors(world.Vectors);
        float strength = (1 + (strengthByte % 100)) / 100f;
        ScoredItem[] source = world.Candidates(2 + (pool % 50), seed.Get);
        ScoredItem[] actual = [.. source];
        int count = new MmrReranker(features, strength).Rerank(default, actual, 10);

        // Each pick must be worth what the best one is worth, by the formula in double precision.
        double low = source.Min(static c => c.Score);
        double range = source.Max(static c => c.Score) - low;
        List<ScoredItem> left = [.. source];
        List<ScoredItem> taken = [];
        for (int p = 0; p < count; p++)
        {
            double best = left.Max(Value);
            Assert.True(Value(actual[p]) >= best - 1e-5, $"place {p}: {Value(actual[p])} instead of {best}");
            taken.Add(actual[p]);
            left.Remove(actual[p]);
        }

        double Value(ScoredItem c) =>
            ((1.0 - strength) * (range > 0 ? (c.Score - low) / range : 1))
            - (strength * (taken.Count == 0 ? 0 : taken.Max(t => (double)features.GetSimilarity(t.ItemIndex, c.ItemIndex))));
    }

    [Fact]
    public void Rerank_SecondOfTwoEqualMovies_MakesRoomForAnother()
    {
        MovieCatalog catalog = MovieCatalog.Create([Movie("War"), Movie("War"), Movie("Comedy")]);
        ScoredItem[] candidates = [new(0, 1f), new(1, 0.9f), new(2, 0.5f)];

        // Relevance 1, 0.8, 0: the comedy wins where 0 > 0.8·(1 − s) − s, which is s > 4/9.
        MmrReranker reranker = new(ItemFeatures.FromGenres(catalog));
        reranker.Rerank(default, candidates, 2, 0.44f);
        Assert.Equal([0, 1, 2], candidates.Select(static c => c.ItemIndex));
        reranker.Rerank(default, candidates, 2, 0.45f);
        Assert.Equal([0, 2, 1], candidates.Select(static c => c.ItemIndex));
    }

    private static MovieMetadata Movie(string genre) => new() { Genres = [genre] };
}
