namespace MovieRec.Tests.Hybrid;

public sealed class HybridSearchTests
{
    private static readonly HybridParameters Start = new()
    {
        Weights = [new HybridWeight("a", 0.8), new HybridWeight("b", 0.2), new HybridWeight(HybridPart.Popularity, 0)],
    };

    [Fact]
    public void Blend_KnownOptimum_IsFound()
    {
        // Best at a third of b, κ_u = 20 and no popularity; users differ only by a constant.
        HybridSearch search = new(p => [.. Enumerable.Range(0, 50).Select(u => u - Loss(p))]);
        HybridParameters best = search.Blend(Start, [0, 5, 20, 100], weights: true);
        Assert.InRange(best.WeightOf("b"), 0.27, 0.4);
        Assert.Equal(20, best.UserEvidence);
        Assert.InRange(best.WeightOf(HybridPart.Popularity), 0, 0.02);
    }

    [Fact]
    public void Blend_GainsThatAreNoise_KeepsTheBestPartAlone()
    {
        // Half of the users win by a mixture what the others lose.
        HybridSearch search = new(p => [.. Enumerable.Range(0, 60).Select(u => (u % 2 == 0 ? 1 : -0.99) * p.WeightOf("b") * p.WeightOf("a") - (p.WeightOf("b") == 1 ? 1 : 0))]);
        HybridParameters best = search.Blend(Start, [0], weights: true);
        Assert.Equal(1, best.WeightOf("a"));
    }

    [Fact]
    public void Best_NothingBetter_KeepsTheStart()
    {
        HybridSearch search = new(p => [.. Enumerable.Range(0, 20).Select(u => u - p.ItemEvidence)]);
        Assert.Same(Start, search.Best(Start, [0, 5, 10], static (p, value) => p with { ItemEvidence = value }));
    }

    private static double Loss(HybridParameters p) =>
        Math.Pow(p.WeightOf("b") - (1.0 / 3), 2) + p.WeightOf(HybridPart.Popularity) + (0.1 * Math.Abs(p.UserEvidence - 20) / 20);
}
