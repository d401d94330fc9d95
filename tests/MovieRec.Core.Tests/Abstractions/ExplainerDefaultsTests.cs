namespace MovieRec.Tests.Abstractions;

/// <summary>What an explainer of somebody else gets for free.</summary>
public sealed class ExplainerDefaultsTests
{
    private readonly IExplainer _explainer = new ItemNumberExplainer();

    [Fact]
    public void ExplainMany_Default_CallsExplainWithEachSlice()
    {
        Explanation[] explanations = new Explanation[3];
        Contribution[] contributions = new Contribution[7];
        _explainer.ExplainMany(default, [5, 6, 7], explanations, contributions, perItem: 2);
        Assert.Equal([5f, 6f, 7f], explanations.Select(e => e.Score));
        Assert.Equal([5, 5, 6, 6, 7, 7, 0], contributions.Select(c => c.ItemIndex));
    }

    [Fact]
    public void ExplainMany_DefaultAndDestinationTooShort_ThrowsBeforeWriting()
    {
        Explanation[] explanations = new Explanation[2];
        ArgumentException first = Assert.Throws<ArgumentException>(
            () => _explainer.ExplainMany(default, [5, 6, 7], explanations, new Contribution[6], perItem: 2));
        Assert.Equal("explanations", first.ParamName);
        ArgumentException second = Assert.Throws<ArgumentException>(
            () => _explainer.ExplainMany(default, [5, 6], explanations, new Contribution[3], perItem: 2));
        Assert.Equal("contributions", second.ParamName);
        Assert.All(explanations, e => Assert.Equal(default, e));
        Assert.Throws<ArgumentOutOfRangeException>(() => _explainer.ExplainMany(default, [5], explanations, [], perItem: -1));
    }

    private sealed class ItemNumberExplainer : IExplainer
    {
        public Explanation Explain(in RecommendationQuery query, int itemIndex, Span<Contribution> destination)
        {
            destination.Fill(new Contribution(itemIndex, 1));
            return new Explanation(itemIndex, 0, destination.Length, 0, 1);
        }
    }
}
