namespace MovieRec;

/// <summary>A measure of recommendation quality. Implementations are immutable and thread-safe.</summary>
public interface IMetric
{
    /// <summary>
    /// Name with cutoff and, where it is not the default, the convention in brackets: <c>NDCG@10</c>, <c>Recall@20(R)</c>.
    /// Two metrics with equal names compute the same number.
    /// </summary>
    string Name { get; }

    /// <summary>How many ranks the metric looks at; 0 when it needs no ranking.</summary>
    int Cutoff { get; }
}
