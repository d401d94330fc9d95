namespace MovieRec.Tests.Pipeline;

public sealed class PopularityDampingRerankerTests
{
    [Fact]
    public void Rerank_FullStrength_LeastLikedFirst()
    {
        RerankCase world = new();
        ScoredItem[] candidates = world.Candidates(50);
        new PopularityDampingReranker(world.Liked, 1).Rerank(default, candidates, 50);
        int[] likes = [.. candidates.Select(c => world.Liked.GetItemCount(c.ItemIndex))];
        Assert.Equal(likes.Order(), likes);
        Assert.NotEqual(likes[0], likes[^1]);
    }

    [Fact]
    public void Rerank_HalfStrength_IsTheFormula()
    {
        RerankCase world = new();
        ScoredItem[] source = world.Candidates(40);
        double low = source.Min(static c => c.Score);
        double range = source.Max(static c => c.Score) - low;
        double most = Math.Log(1.0 + Enumerable.Range(0, world.Items).Max(world.Liked.GetItemCount));
        ScoredItem[] candidates = [.. source];
        new PopularityDampingReranker(world.Liked, 0.5f).Rerank(default, candidates, 40);
        double[] values = [.. candidates.Select(c =>
            (0.5 * (c.Score - low) / range) - (0.5 * Math.Log(1.0 + world.Liked.GetItemCount(c.ItemIndex)) / most))];
        Assert.All(values.Zip(values.Skip(1)), static pair => Assert.True(pair.First >= pair.Second - 1e-6));
    }
}
