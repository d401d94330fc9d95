namespace MovieRec;

/// <summary>Collects rankings for an <see cref="IAggregateMetric"/>. Not thread-safe; parts are merged in a fixed order.</summary>
public interface IMetricAccumulator
{
    /// <summary>The value so far; NaN when it is not defined.</summary>
    double Value { get; }

    /// <summary>Adds one user's ranking.</summary>
    /// <param name="context">The ranking and what was relevant.</param>
    void Add(in RankingContext context);

    /// <summary>Adds what another accumulator of the same metric collected.</summary>
    /// <param name="other">The other accumulator; it stays as it is.</param>
    /// <exception cref="ArgumentException"><paramref name="other"/> belongs to another metric.</exception>
    void Merge(IMetricAccumulator other);
}
