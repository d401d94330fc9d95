namespace MovieRec.Ann;

/// <summary>A checked search: what <see cref="VectorIndex.Search"/> hands to a back end.</summary>
internal unsafe ref struct SearchRequest
{
    /// <summary>The query, padded to the stride of the vectors, of unit length for cosine.</summary>
    public required float* Query { get; init; }

    /// <summary>Receives the result; at least 1 long and at most <see cref="EligibleCount"/>.</summary>
    public required Span<ScoredItem> Destination { get; init; }

    /// <summary>One bit for each vector, <see cref="Exclude"/> cleared; empty: every vector but <see cref="Exclude"/>.</summary>
    public required ReadOnlySpan<ulong> Eligible { get; init; }

    /// <summary>Number of vectors that may be returned.</summary>
    public required int EligibleCount { get; init; }

    /// <summary>A vector that is not returned; −1 for none.</summary>
    public required int Exclude { get; init; }

    /// <summary>The effort to spend; <see cref="VectorIndex.ExactEffort"/> for the exact answer.</summary>
    public required int Effort { get; init; }

    /// <summary>The most vectors to score.</summary>
    public required int Budget { get; init; }

    public readonly bool IsFiltered => !Eligible.IsEmpty;

    public readonly bool Allows(int index) =>
        Eligible.IsEmpty ? index != Exclude : (Eligible[index >> 6] >> (index & 63) & 1) != 0;
}
