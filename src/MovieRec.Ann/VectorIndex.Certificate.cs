namespace MovieRec.Ann;

/// <content>Recall, measured and carried along.</content>
public abstract partial class VectorIndex
{
    /// <summary>As <see cref="SearchOptions.Effort"/>: look at every eligible vector. Every back end is exact then.</summary>
    public const int ExactEffort = int.MaxValue;

    /// <summary>
    /// Measures recall at the default effort against the exact answer over the same vectors and keeps the result as
    /// <see cref="Certificate"/>. Call it before the index is shared or saved.
    /// </summary>
    /// <param name="queries">Queries of the kind that will be asked; at least one.</param>
    /// <param name="cutoff">The k of recall@k; default 10.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    public RecallCertificate Certify(HeldOutQueries queries, int cutoff = 10, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cutoff);
        if (queries.Count == 0 || queries.Dimensions != Dimensions)
        {
            throw new ArgumentException($"{queries.Count} queries of {queries.Dimensions} floats; at least one of {Dimensions} is needed.", nameof(queries));
        }

        float[] bars = RecallCertificate.Bars(this, queries, cutoff, cancellationToken);
        return Certificate = RecallCertificate.Measure(this, queries, cutoff, DefaultEffort, bars, cancellationToken);
    }

    /// <summary>
    /// Measures again what <see cref="Certificate"/> says, on its own queries: how a loaded file is re-checked. Equal on the
    /// machine that wrote it; within a query or two on one with other vector registers.
    /// </summary>
    /// <param name="cancellationToken">Ends the measurement.</param>
    /// <exception cref="InvalidOperationException">The index has no certificate.</exception>
    public RecallCertificate CheckCertificate(CancellationToken cancellationToken = default)
    {
        RecallCertificate claimed = Certificate
            ?? throw new InvalidOperationException("The index has no certificate; call Certify when it is built.");
        float[] bars = RecallCertificate.Bars(this, claimed.Queries, claimed.Cutoff, cancellationToken);
        return RecallCertificate.Measure(this, claimed.Queries, claimed.Cutoff, claimed.Effort, bars, cancellationToken);
    }
}
