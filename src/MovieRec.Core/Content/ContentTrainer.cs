namespace MovieRec;

/// <summary>Makes a <see cref="ContentModel"/>: item vectors from metadata, or given ones, and the users' histories over them.</summary>
/// <remarks>Thread-safe: a trainer holds options and vectors only. The bits do not depend on the thread count.</remarks>
public sealed class ContentTrainer : ITrainer<ContentModel>
{
    private readonly ItemEmbeddings? _embeddings;

    /// <summary>Creates a trainer with default options.</summary>
    public ContentTrainer()
        : this(new ContentOptions())
    {
    }

    /// <summary>Creates a trainer that makes vectors from the catalogue.</summary>
    /// <param name="options">Options; immutable.</param>
    public ContentTrainer(ContentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
    }

    /// <summary>Creates a trainer over given vectors, made by any generator.</summary>
    /// <param name="embeddings">One vector for each item of the training data.</param>
    public ContentTrainer(ItemEmbeddings embeddings)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        Options = new ContentOptions();
        _embeddings = embeddings;
    }

    /// <summary>The options; not used over given vectors.</summary>
    public ContentOptions Options { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The data has no catalogue and no vectors were given, or their number is another.</exception>
    public ContentModel Fit(TrainingData data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        cancellationToken.ThrowIfCancellationRequested();
        if (_embeddings is null && data.Catalog is null)
        {
            throw new ArgumentException(
                "Content vectors need metadata: give TrainingData a catalogue, or the trainer vectors of another generator.", nameof(data));
        }

        ItemEmbeddings embeddings = _embeddings ?? new ContentEmbedder(Options).Embed(data.Catalog!, progress, cancellationToken);
        if (embeddings.Count != data.Histories.ItemCount)
        {
            throw new ArgumentException($"There are {embeddings.Count} vectors for {data.Histories.ItemCount} items.", nameof(data));
        }

        MovieCatalog catalog = data.Catalog ?? MovieCatalog.Create(new MovieMetadata?[embeddings.Count]);
        return new ContentModel(embeddings, data.Histories, catalog, data.Fingerprint, _embeddings is null ? Options.ToValues() : []);
    }
}
