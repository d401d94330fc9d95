namespace MovieRec.Data;

/// <summary>
/// One slice of the rows of known time, cut at quantiles so that slices have about the same number of rows (rows of the
/// same second stay together). Drift shows in how little a slice has in common with the one before.
/// </summary>
/// <param name="From">Earliest time in the slice, Unix seconds.</param>
/// <param name="To">Latest time in the slice, Unix seconds.</param>
/// <param name="Interactions">Rows in the slice.</param>
/// <param name="NewUserShare">Share of these rows by users without a row in any earlier slice.</param>
/// <param name="NewItemShare">Share of these rows on items without a row in any earlier slice.</param>
/// <param name="TopOverlap">
/// Share of the 100 most popular items of this slice (all of them when there are fewer; ties to the lower index) that are
/// also among the 100 most popular of the slice before; null in the first slice.
/// </param>
/// <param name="RankCorrelation">
/// Spearman's rank correlation (ties get mean ranks) of the interactions per item in this slice and the one before, over
/// items with a row in at least one of them; null in the first slice and where it is undefined.
/// </param>
public sealed record TimeSlice(
    long From, long To, int Interactions, double NewUserShare, double NewItemShare, double? TopOverlap, double? RankCorrelation);
