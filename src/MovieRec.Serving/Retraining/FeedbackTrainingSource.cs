namespace MovieRec.Serving;

/// <summary>
/// Training data from a base data set (may be null) and feedback: exports the log, then joins exported events and those still in the
/// log. The same rows give the same data whatever the order they were stored in.
/// </summary>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed class FeedbackTrainingSource<TItemId> : ITrainingSource<string, TItemId>
    where TItemId : notnull
{
    private readonly FeedbackLog<TItemId> _log;
    private readonly FeedbackExport<TItemId> _export;
    private readonly Func<MovieDataSet<string, TItemId>>? _base;
    private readonly Tombstones? _tombstones;
    private readonly FeedbackRatings _ratings;

    /// <summary>Makes a source.</summary>
    /// <param name="log">The log.</param>
    /// <param name="export">Where it is exported to.</param>
    /// <param name="baseData">Reads the data set that was there before any feedback, such as <c>DataSetFolder.Read</c>; null for none.</param>
    /// <param name="tombstones">Who is left out; null for nobody.</param>
    /// <param name="ratings">What an outcome is worth; null for the defaults.</param>
    public FeedbackTrainingSource(
        FeedbackLog<TItemId> log,
        FeedbackExport<TItemId> export,
        Func<MovieDataSet<string, TItemId>>? baseData = null,
        Tombstones? tombstones = null,
        FeedbackRatings? ratings = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(export);
        _log = log;
        _export = export;
        _base = baseData;
        _tombstones = tombstones;
        _ratings = ratings ?? new FeedbackRatings();
    }

    /// <inheritdoc/>
    public async Task<MovieDataSet<string, TItemId>> LoadAsync(CancellationToken cancellationToken)
    {
        await _export.ExportAsync(_log, cancellationToken).ConfigureAwait(false);
        MovieDataSet<string, TItemId>? known = _base?.Invoke();
        InteractionLogBuilder<string, TItemId> builder = new();
        bool IsForgotten(string user) => _tombstones?.Contains(user) == true;
        if (known is not null)
        {
            bool[] skip = new bool[known.Users.Count];
            for (int u = 0; u < skip.Length; u++)
            {
                skip[u] = IsForgotten(known.Users[u]);
            }

            InteractionLog rows = known.Log;
            for (int i = 0; i < rows.Count; i++)
            {
                if (!skip[rows.Users[i]])
                {
                    builder.Add(
                        known.Users[rows.Users[i]],
                        known.Items[rows.Items[i]],
                        rows.HasRatings ? rows.Ratings[i] : _ratings.Save,
                        rows.HasTimestamps ? rows.Timestamps[i] : 0);
                }
            }
        }

        FeedbackRows.Add(builder, _export.ReadAll(cancellationToken).Concat(_log.ReadAll()), _ratings, IsForgotten);
        (IdMap<string> users, IdMap<TItemId> items, InteractionLog log, _) = builder.Build(known?.Items.Ids.ToArray(), cancellationToken);
        return new MovieDataSet<string, TItemId>(users, items, log, Catalog(known, items), known?.Info ?? new DataSetInfo { Name = "feedback" });
    }

    private static MovieCatalog? Catalog(MovieDataSet<string, TItemId>? known, IdMap<TItemId> items)
    {
        if (known is null)
        {
            return null;
        }

        MovieMetadata?[] movies = new MovieMetadata?[items.Count];
        for (int i = 0; i < movies.Length; i++)
        {
            movies[i] = known.Items.TryGetIndex(items[i], out int index) ? known.Catalog.GetMetadata(index) : null;
        }

        return MovieCatalog.Create(movies);
    }
}
