using MovieRec.Data;

namespace MovieRec.Cli.Models;

/// <summary>
/// Lets <c>train --model content</c> use the <c>embeddings.parquet</c> of a data-set folder. Options for the content model
/// or another catalogue mean that vectors are made anew.
/// </summary>
internal static class StoredVectors
{
    public static ITrainer<IRecommender> Prefer<TItemId>(
        ITrainer<IRecommender> trainer, string source, string? catalog, ModelSettings settings, IdMap<TItemId> items, CliContext context)
        where TItemId : notnull
    {
        if (trainer is not ContentTrainer || !Directory.Exists(source) || !EmbeddingFile.Exists(source))
        {
            return trainer;
        }

        string? reason = catalog is not null ? "--catalog is given"
            : settings.Names.Any(static n => n.StartsWith("content.", StringComparison.OrdinalIgnoreCase)) ? "--set content.* is given"
            : null;
        if (reason is not null)
        {
            context.Terminal.Note($"{EmbeddingFile.FileName} is not used: {reason}. Vectors are made from the metadata.");
            return trainer;
        }

        ItemEmbeddings embeddings = EmbeddingFile.Read(source, items, context.CancellationToken);
        context.Terminal.Note($"Vectors from {EmbeddingFile.FileName}, made by {embeddings.Info}.");
        return new ContentTrainer(embeddings);
    }
}
