namespace MovieRec.Eval;

/// <summary>Divides the rows of a data set into training and held-out rows. Deterministic: equal input and options give equal splits.</summary>
public interface ISplitter
{
    /// <summary>Short stable name of the protocol.</summary>
    string Name { get; }

    /// <summary>Splits a log.</summary>
    /// <param name="log">The rows.</param>
    /// <param name="options">What counts as liked; null for the defaults (rating ≥ 4).</param>
    /// <exception cref="ArgumentException">The log cannot be split this way (no timestamps, too few liked rows).</exception>
    Split Apply(InteractionLog log, InteractionOptions? options = null);
}
