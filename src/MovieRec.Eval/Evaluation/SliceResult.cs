namespace MovieRec.Eval;

/// <summary>The metrics of a group of users.</summary>
public sealed class SliceResult
{
    private readonly int[] _users;

    internal SliceResult(string name, int[] users, IReadOnlyList<MetricResult> metrics)
    {
        Name = name;
        _users = users;
        Metrics = metrics;
    }

    /// <summary>Name of the group.</summary>
    public string Name { get; }

    /// <summary>Dense indices of its users, ascending.</summary>
    public ReadOnlySpan<int> Users => _users;

    /// <summary>One result for each metric, in the order asked for.</summary>
    public IReadOnlyList<MetricResult> Metrics { get; }
}
