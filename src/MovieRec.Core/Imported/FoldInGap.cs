namespace MovieRec;

/// <summary>
/// How far the vectors that were solved again from the interactions are from those that the engine stored:
/// ‖folded − stored‖ / ‖stored‖ for each user. Near 0 when interactions and options are those of the training and the
/// engine solved its users last (Spark); a few per cent when it solved them first (<c>implicit</c>); large when
/// something does not fit.
/// </summary>
public sealed record FoldInGap
{
    /// <summary>Users with a stored vector and interactions: those measured.</summary>
    public required int Users { get; init; }

    /// <summary>Mean relative distance; 0 when no user was measured.</summary>
    public required double Mean { get; init; }

    /// <summary>Largest relative distance.</summary>
    public required double Max { get; init; }

    /// <summary>Users with a stored vector but without interactions: their stored vectors are served, unexplained.</summary>
    public required int WithoutInteractions { get; init; }

    /// <summary>Users with interactions but without a stored vector: the engine never saw them; they are served all the same.</summary>
    public required int WithoutStoredVector { get; init; }
}
