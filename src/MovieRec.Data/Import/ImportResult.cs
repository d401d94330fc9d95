namespace MovieRec.Data;

/// <summary>A data set and the account of how it was read.</summary>
/// <typeparam name="TUserId">User id.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <param name="DataSet">The data.</param>
/// <param name="Report">Accepted, rejected and duplicate rows of each file.</param>
public sealed record ImportResult<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> DataSet, ImportReport Report)
    where TUserId : notnull
    where TItemId : notnull;
