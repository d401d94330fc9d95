namespace MovieRec.Eval;

/// <summary>How large a model's file is: written to the temporary folder, measured, removed.</summary>
public static class ModelSize
{
    /// <summary>Measures the file of a generation.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="generation">The generation.</param>
    /// <param name="includeHistory">Whether liked and seen interactions count.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="NotSupportedException">No format can write the model.</exception>
    public static long Measure<TUserId, TItemId>(Recommender<TUserId, TItemId> generation, bool includeHistory, CancellationToken cancellationToken = default)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(generation);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("movierec-size-");
        try
        {
            string path = Path.Combine(folder.FullName, "model.mrec");
            generation.Save(path, new SaveOptions { IncludeHistory = includeHistory }, null, cancellationToken);
            return new FileInfo(path).Length;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Measures the file of a bare model: without history and catalogue, ids as 32-bit numbers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="NotSupportedException">No format can write the model.</exception>
    public static long Measure(IRecommender model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Measure(
            new Recommender<int, int>(
                IdMap<int>.Create(Enumerable.Range(0, model.Info.UserCount)), IdMap<int>.Create(Enumerable.Range(0, model.Info.ItemCount)), model),
            includeHistory: false,
            cancellationToken);
    }
}
