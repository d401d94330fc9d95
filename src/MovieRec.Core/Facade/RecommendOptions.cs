namespace MovieRec;

/// <summary>Options of one request; immutable and reusable.</summary>
public sealed record RecommendOptions
{
    /// <summary>Below this share of the score's magnitude a reason is <see cref="ReasonStrength.Weak"/>: 0.05.</summary>
    public const float WeakReasonShare = 0.05f;

    internal static readonly RecommendOptions Default = new();

    /// <summary>How many items the list overloads return at most, 1 … 10,000. Default 10. Span overloads use the span's length.</summary>
    public int Count
    {
        get;
        init => field = value is >= 1 and <= 10_000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Count must be in 1 … 10,000.");
    } = 10;

    /// <summary>Items that may be returned, such as <see cref="MovieCatalog.Select"/> gives; null means all.</summary>
    public ItemMask? Eligible { get; init; }

    /// <summary>Whether items the user has seen may be returned. Default false.</summary>
    public bool AllowHistoryItems { get; init; }

    /// <summary>
    /// Diversity of the list, 0 … 1 (see <see cref="MovieRec.Diversity"/>): 0 is the model's own list. It takes the place of the
    /// re-rankers of a pipeline for this request; the pipeline's filters stay. Default null: the list as the model or the
    /// pipeline makes it. Similar items are not affected.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 … 1.</exception>
    public float? Diversity
    {
        get;
        init => field = value is null or (>= 0 and <= 1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Diversity must be in 0 … 1.");
    }

    /// <summary>Whether each item comes with its reason. Default true.</summary>
    public bool IncludeReasons { get; init; } = true;
}
