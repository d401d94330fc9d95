namespace MovieRec.Eval;

/// <summary>What a model scored on a protocol.</summary>
public sealed class EvaluationResult
{
    private readonly SliceResult _all;

    internal EvaluationResult(
        RecommenderInfo model, RecommenderInfo? fallback, EvaluationProtocol protocol, int fallbackUsers, int emptyLists, SliceResult all, IReadOnlyList<SliceResult> slices)
    {
        Model = model;
        Fallback = fallback;
        Protocol = protocol;
        FallbackUsers = fallbackUsers;
        EmptyLists = emptyLists;
        _all = all;
        Slices = slices;
    }

    /// <summary>The model.</summary>
    public RecommenderInfo Model { get; }

    /// <summary>What answered where the model had nothing; null when nothing did.</summary>
    public RecommenderInfo? Fallback { get; }

    /// <summary>Split and candidates.</summary>
    public EvaluationProtocol Protocol { get; }

    /// <summary>Users whose list came from the fallback.</summary>
    public int FallbackUsers { get; }

    /// <summary>Users who got no list at all; if something was relevant to them it counts as missed.</summary>
    public int EmptyLists { get; }

    /// <summary>Dense indices of the evaluated users, ascending.</summary>
    public ReadOnlySpan<int> Users => _all.Users;

    /// <summary>One result for each metric over all evaluated users, in the order asked for.</summary>
    public IReadOnlyList<MetricResult> Metrics => _all.Metrics;

    /// <summary>The same for each group of users.</summary>
    public IReadOnlyList<SliceResult> Slices { get; }

    /// <summary>A metric by its name.</summary>
    /// <param name="name">Name with cutoff and convention, such as <c>NDCG@10</c>.</param>
    /// <exception cref="KeyNotFoundException">The metric was not measured.</exception>
    public MetricResult this[string name] => Metrics.FirstOrDefault(m => m.Name == name)
        ?? throw new KeyNotFoundException($"The metric '{name}' was not measured; measured were {string.Join(", ", Metrics.Select(static m => m.Name))}.");
}
