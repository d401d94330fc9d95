namespace MovieRec.Cli.Models;

/// <summary>Work on a model whose id types are known only once the file is opened.</summary>
internal interface IModelAction<out TResult>
{
    TResult Run<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender)
        where TUserId : notnull
        where TItemId : notnull;
}
