namespace MovieRec.Serving;

/// <summary>Where the data of a training comes from. It leaves out people who asked to be forgotten.</summary>
/// <typeparam name="TUserId">User id of the model.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
public interface ITrainingSource<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    /// <summary>Prepares the data: export of the log and the like.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<MovieDataSet<TUserId, TItemId>> LoadAsync(CancellationToken cancellationToken);
}
