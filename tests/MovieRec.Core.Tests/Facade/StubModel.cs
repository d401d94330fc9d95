namespace MovieRec.Tests.Facade;

/// <summary>A model whose scores and contributions a test writes down: item i scores <c>scores[i]</c> for everybody with a history.</summary>
internal sealed class StubModel(int userCount, float[] scores, bool explains = true) : IRecommender, IExplainer
{
    /// <summary>Contributions of the history (item, value), the same for every item.</summary>
    public Contribution[] Contributions { get; init; } = [];

    public float Remainder { get; init; }

    public RecommenderInfo Info { get; init; } = new()
    {
        Algorithm = "stub",
        UserCount = userCount,
        ItemCount = scores.Length,
        InteractionCount = 1,
        DataFingerprint = "none",
    };

    public object? GetService(Type serviceType) =>
        serviceType == typeof(IExplainer) && !explains ? null : serviceType.IsInstanceOfType(this) ? this : null;

    public int Recommend(in RecommendationQuery query, Span<ScoredItem> destination)
    {
        int written = 0;
        foreach (int item in Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]))
        {
            if (written < destination.Length && query.Eligible?.Contains(item) != false)
            {
                destination[written++] = new ScoredItem(item, scores[item]);
            }
        }

        return written;
    }

    public Explanation Explain(in RecommendationQuery query, int itemIndex, Span<Contribution> destination)
    {
        Contribution[] ordered = [.. Contributions.OrderByDescending(c => c.Value)];
        int written = Math.Min(ordered.Length, destination.Length);
        ordered.AsSpan(0, written).CopyTo(destination);
        return new Explanation(
            scores[itemIndex],
            Remainder,
            written,
            ordered.Skip(written).Sum(c => c.Value),
            Math.Abs(Remainder) + ordered.Sum(c => Math.Abs(c.Value)));
    }
}
