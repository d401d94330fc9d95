using MovieRec.Data;

namespace MovieRec.Cli.Data;

/// <summary>Work on a data set whose id types are known only once the file is opened.</summary>
internal interface IDataSetAction<out TResult>
{
    TResult Run<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> data, ImportReport? report)
        where TUserId : notnull
        where TItemId : notnull;
}
