namespace MovieRec.Eval;

/// <summary>The metrics of a group of users, or of all users about a group of items.</summary>
public sealed class SliceResult
{
    private readonly int[] _users;

    internal SliceResult(string name, SliceKind kind, int[] users, IReadOnlyList<MetricResult> metrics)
    {
        Name = name;
        Kind = kind;
        _users = users;
        Metrics = metrics;
    }

    /// <summary>Name of the group.</summary>
    public string Name { get; }

    /// <summary>Whether users or items are divided.</summary>
    public SliceKind Kind { get; }

    /// <summary>Dense indices of its users, ascending; for a group of items every evaluated user.</summary>
    public ReadOnlySpan<int> Users => _users;

    /// <summary>One result for each metric, in the order asked for.</summary>
    public IReadOnlyList<MetricResult> Metrics { get; }
}
