namespace MovieRec.Cli.Models;

/// <summary>Opens a model file with the id types it was saved with.</summary>
internal static class ModelFiles
{
    public static TResult Open<TResult>(string path, CliContext context, IModelAction<TResult> action)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"--model {path}: there is no such file.");
        }

        ModelIdKinds kinds = ModelBundle.ReadIdKinds(path);
        CancellationToken token = context.CancellationToken;
        return (kinds.User, kinds.Item) switch
        {
            (IdKind.Int64, IdKind.Int64) => action.Run(Recommender<long, long>.Load(path, null, token)),
            (IdKind.String, IdKind.String) => action.Run(Recommender<string, string>.Load(path, null, token)),
            (IdKind.Int32, IdKind.Int32) => action.Run(Recommender<int, int>.Load(path, null, token)),
            (IdKind.Guid, IdKind.Guid) => action.Run(Recommender<Guid, Guid>.Load(path, null, token)),
            (IdKind.Int64, IdKind.String) => action.Run(Recommender<long, string>.Load(path, null, token)),
            (IdKind.String, IdKind.Int64) => action.Run(Recommender<string, long>.Load(path, null, token)),
            (IdKind.Int64, IdKind.Int32) => action.Run(Recommender<long, int>.Load(path, null, token)),
            (IdKind.String, IdKind.Int32) => action.Run(Recommender<string, int>.Load(path, null, token)),
            (IdKind.Guid, IdKind.Int32) => action.Run(Recommender<Guid, int>.Load(path, null, token)),
            (IdKind.Guid, IdKind.Int64) => action.Run(Recommender<Guid, long>.Load(path, null, token)),
            (IdKind.Guid, IdKind.String) => action.Run(Recommender<Guid, string>.Load(path, null, token)),
            _ => throw new UsageException($"--model {path}: user ids of kind {kinds.User} with item ids of kind {kinds.Item} are not served by the command line."),
        };
    }
}
