using System.Globalization;

namespace MovieRec;

/// <summary>
/// The objective and the options with which another engine trained: what fold-in and explanations need beyond the
/// factors, and what the engines' files mostly do not record.
/// </summary>
public sealed record ImportedEquations
{
    /// <summary>The objective.</summary>
    public required ImportedObjective Objective
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Objective must be SparkImplicit, SparkExplicit or ImplicitConfidence.");
    }

    /// <summary>λ ≥ 0: Spark's <c>regParam</c>, <c>implicit</c>'s <c>regularization</c>.</summary>
    public required double Regularization
    {
        get;
        init => field = value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Regularization must be a finite number of at least 0.");
    }

    /// <summary>α ≥ 0, the factor of the confidence; ignored by <see cref="ImportedObjective.SparkExplicit"/>. Default 1.</summary>
    public double Alpha
    {
        get;
        init => field = value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Alpha must be a finite number of at least 0.");
    } = 1;

    /// <summary>
    /// Whether the engine solved under the constraint x ≥ 0 (Spark's <c>nonnegative</c>). Fold-in then solves the same
    /// constrained problem. Default false.
    /// </summary>
    public bool Nonnegative { get; init; }

    internal bool UsesAllItems => Objective != ImportedObjective.SparkExplicit;

    /// <summary>
    /// Makes histories whose weights are the ratings: seen holds every row, liked those at or above the threshold. In an
    /// implicit objective the liked rows are those the engine was trained on; with ratings as targets it was trained on all.
    /// </summary>
    /// <param name="log">The interactions the engine was trained on; without ratings each counts as 1.</param>
    /// <param name="positiveThreshold">
    /// Ratings at or above it are liked and can be the reason of a recommendation. Null: 4 for
    /// <see cref="ImportedObjective.SparkExplicit"/>, otherwise every row is liked: the engine was trained on all of them.
    /// </param>
    /// <exception cref="ArgumentException">A rating is not above 0. Rows rated 0 change nothing in an implicit objective and are left out.</exception>
    public UserHistories ToHistories(InteractionLog log, float? positiveThreshold = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        InteractionLog rows = Usable(log);
        float threshold = positiveThreshold ?? (Objective == ImportedObjective.SparkExplicit ? 4 : 0);
        InteractionMatrix seen = InteractionMatrix.FromLog(rows, float.NegativeInfinity, InteractionWeighting.Rating);
        InteractionMatrix liked = InteractionMatrix.FromLog(rows, threshold, InteractionWeighting.Rating);
        return liked.Count == seen.Count ? new UserHistories(seen, seen) : new UserHistories(liked, seen);
    }

    internal double Ridge(int count) =>
        Objective == ImportedObjective.ImplicitConfidence ? Regularization : Regularization * count;

    internal double MatrixWeight(float rating) => Objective switch
    {
        ImportedObjective.SparkImplicit => Alpha * rating,
        ImportedObjective.SparkExplicit => 1,
        _ => (Alpha * rating) - 1,
    };

    internal double TargetWeight(float rating) => Objective switch
    {
        ImportedObjective.SparkImplicit => 1 + (Alpha * rating),
        ImportedObjective.SparkExplicit => rating,
        _ => Alpha * rating,
    };

    internal IReadOnlyList<ModelOption> ToValues() =>
    [
        new(nameof(Objective), Objective.ToString()),
        new(nameof(Regularization), Regularization.ToString("R", CultureInfo.InvariantCulture)),
        new(nameof(Alpha), Alpha.ToString("R", CultureInfo.InvariantCulture)),
        new(nameof(Nonnegative), Nonnegative ? "true" : "false"),
    ];

    private InteractionLog Usable(InteractionLog log)
    {
        if (!log.HasRatings)
        {
            return log;
        }

        List<int> kept = new(log.Count);
        for (int i = 0; i < log.Count; i++)
        {
            float rating = log.Ratings[i];
            if (rating > 0)
            {
                kept.Add(i);
            }
            else if (rating < 0 || Objective == ImportedObjective.SparkExplicit)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Row {i} is rated {rating}; fold-in and explanations of imported models need ratings above 0."),
                    nameof(log));
            }
        }

        return kept.Count == log.Count ? log : log.Select(kept.ToArray());
    }
}
