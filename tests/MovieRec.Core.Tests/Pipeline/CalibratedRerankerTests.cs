using FsCheck;
using FsCheck.Xunit;

namespace MovieRec.Tests.Pipeline;

public sealed class CalibratedRerankerTests
{
    [Property(MaxTest = 60, Replay = "11,13")]
    public void Rerank_AnyInput_IsTheDefinition(PositiveInt seed, byte strengthByte)
    {
        RerankCase world = new(seed.Get);
        float strength = (1 + (strengthByte % 100)) / 100f;
        int[] history = [.. Enumerable.Range(0, 9).Select(i => (seed.Get + (7 * i)) % world.Items).Append(seed.Get % world.Items)];
        ScoredItem[] source = world.Candidates(40, seed.Get);
        ScoredItem[] actual = [.. source];
        int count = new CalibratedReranker(world.Catalog, world.Liked, strength).Rerank(RecommendationQuery.ForHistory(history), actual, 8);
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

        double Value(ScoredItem c) => ((1.0 - strength) * (c.Score - low) / range)
            - (strength * Divergence(world.Catalog, history.Distinct(), [.. taken.Append(c).Select(static t => t.ItemIndex)]));
    }

    [Property(MaxTest = 60, Replay = "17,19")]
    public void Rerank_FullStrength_DivergenceNotAboveTheModels(PositiveInt seed)
    {
        RerankCase world = new(seed.Get);
        int user = 1 + (seed.Get % (world.Users - 1));
        int[] history = world.Liked.GetUserItems(user).ToArray();
        ScoredItem[] source = world.Candidates(50, seed.Get);
        ScoredItem[] actual = [.. source];
        new CalibratedReranker(world.Catalog, world.Liked).Rerank(RecommendationQuery.ForUser(user), actual, 10, 1);
        double before = Divergence(world.Catalog, history, [.. source.Take(10).Select(static c => c.ItemIndex)]);
        double after = Divergence(world.Catalog, history, [.. actual.Take(10).Select(static c => c.ItemIndex)]);
        Assert.True(after <= before + 1e-9, $"{after} after, {before} before");
    }

    [Fact]
    public void Rerank_UserWithoutLikes_KeepsTheModelsOrder()
    {
        RerankCase world = new();
        ScoredItem[] candidates = world.Candidates(30);
        CalibratedReranker reranker = new(world.Catalog, world.Liked, 1);
        Assert.Equal(10, reranker.Rerank(RecommendationQuery.ForUser(0), candidates, 10));
        Assert.Equal(10, reranker.Rerank(default, candidates, 10));
        Assert.Equal(10, reranker.Rerank(RecommendationQuery.ForHistory([4]), candidates, 10));
        Assert.Equal(world.Candidates(30), candidates);
    }

    [Fact]
    public void Create_CatalogueOfAnotherSize_Throws() =>
        Assert.Throws<ArgumentException>(() => new CalibratedReranker(new RerankCase().Catalog, new RerankCase(items: 10).Liked));

    /// <summary>The paper's formula, written down anew.</summary>
    private static double Divergence(MovieCatalog catalog, IEnumerable<int> liked, IEnumerable<int> list)
    {
        Dictionary<string, double> p = Profile(catalog, liked);
        Dictionary<string, double> q = Profile(catalog, list);
        return p.Sum(g => g.Value * Math.Log(g.Value / ((0.99 * q.GetValueOrDefault(g.Key)) + (0.01 * g.Value))));
    }

    private static Dictionary<string, double> Profile(MovieCatalog catalog, IEnumerable<int> items)
    {
        int[] counted = [.. items.Where(i => catalog.GetGenres(i).Count > 0)];
        return counted.SelectMany(i => catalog.GetGenres(i).Select(g => (Genre: g, Weight: 1.0 / catalog.GetGenres(i).Count)))
            .GroupBy(static x => x.Genre)
            .ToDictionary(static g => g.Key, g => g.Sum(static x => x.Weight) / counted.Length);
    }
}
