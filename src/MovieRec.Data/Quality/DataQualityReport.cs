namespace MovieRec.Data;

/// <summary>
/// What a data set is like, in numbers whose definition stands at each of them. Shares are 0 … 1; a share of nothing is 0.
/// </summary>
public sealed record DataQualityReport
{
    internal DataQualityReport()
    {
    }

    /// <summary>Users in the id map, those without an interaction included.</summary>
    public int Users { get; init; }

    /// <summary>Items in the id map, those without an interaction included.</summary>
    public int Items { get; init; }

    /// <summary>Rows: distinct (user, item) pairs.</summary>
    public int Interactions { get; init; }

    /// <summary>Rows that count as liked by the options; all of them when there are no ratings.</summary>
    public int LikedInteractions { get; init; }

    /// <summary>Users without a row.</summary>
    public int UsersWithoutInteractions { get; init; }

    /// <summary>Items without a row.</summary>
    public int ItemsWithoutInteractions { get; init; }

    /// <summary>Interactions / (users × items).</summary>
    public double Density { get; init; }

    /// <summary>
    /// Ratings, ascending: one bin for each value when there are at most 40 values, else 20 bins of equal width between
    /// the lowest and the highest. Empty without ratings.
    /// </summary>
    public IReadOnlyList<RatingBin> Ratings { get; init; } = [];

    /// <summary>Arithmetic mean of the ratings; null without ratings.</summary>
    public double? MeanRating { get; init; }

    /// <summary>How unevenly interactions are spread over items.</summary>
    public required LongTailReport LongTail { get; init; }

    /// <summary>Interactions per user, of users with at least one.</summary>
    public required CountQuantiles PerUser { get; init; }

    /// <summary>Interactions per item, of items with at least one.</summary>
    public required CountQuantiles PerItem { get; init; }

    /// <summary>What demanding a minimum of interactions would keep, by ascending minimum.</summary>
    public IReadOnlyList<CutoffEffect> Cutoffs { get; init; } = [];

    /// <summary>
    /// The largest of the reported minima that keeps at least 95 % of the interactions; 1 (keep everything) when none does.
    /// </summary>
    public int SuggestedMinimum { get; init; } = 1;

    /// <summary>Rejected and duplicate rows of the import; null when the data set was not imported from text.</summary>
    public ImportReport? Import { get; init; }

    /// <summary>Time range, unknown times, bursts; null without timestamps or when every one is unknown.</summary>
    public TimeReport? Time { get; init; }

    /// <summary>Popularity from slice to slice, in time order; empty when <see cref="Time"/> is null.</summary>
    public IReadOnlyList<TimeSlice> Slices { get; init; } = [];

    /// <summary>What a chronological split makes cold; null when <see cref="Time"/> is null.</summary>
    public ColdStartReport? ColdStart { get; init; }

    /// <summary>Metadata field by field, in the order of the columns of movies.parquet.</summary>
    public IReadOnlyList<FieldCoverage> Metadata { get; init; } = [];
}
