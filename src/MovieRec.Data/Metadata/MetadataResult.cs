namespace MovieRec.Data;

/// <summary>A data set with metadata joined to it, and the account of the joining.</summary>
/// <typeparam name="TUserId">User id.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <param name="DataSet">The data set; its sources name the terms of every file that supplied a value.</param>
/// <param name="Files">Each file, in the order of precedence.</param>
/// <param name="Votes">Votes of IMDb, if a file had them; joined to nothing, see <see cref="TitleVotes"/>.</param>
/// <param name="YearConflicts">Items whose year in the joined metadata differs by more than two from the data set's own: possibly wrong links.</param>
public sealed record MetadataResult<TUserId, TItemId>(
    MovieDataSet<TUserId, TItemId> DataSet, IReadOnlyList<MetadataFile> Files, TitleVotes? Votes, IReadOnlyList<TItemId> YearConflicts)
    where TUserId : notnull
    where TItemId : notnull;
