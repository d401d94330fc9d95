namespace MovieRec;

/// <summary>What a trainer is given: liked interactions, everything seen, and the catalogue if there is one.</summary>
public sealed class TrainingData
{
    private TrainingData(UserHistories histories, MovieCatalog? catalog)
    {
        Histories = histories;
        Catalog = catalog;
    }

    /// <summary>Liked and seen histories; models keep a reference to them.</summary>
    public UserHistories Histories { get; }

    /// <summary>The training positives.</summary>
    public InteractionMatrix Interactions => Histories.Liked;

    /// <summary>Metadata by item index, or null.</summary>
    public MovieCatalog? Catalog { get; }

    /// <summary>Fingerprint of the training positives and of what was seen.</summary>
    public string Fingerprint => ReferenceEquals(Histories.Liked, Histories.Seen)
        ? Interactions.Fingerprint
        : $"{Interactions.Fingerprint}-{Histories.Seen.Fingerprint}";

    /// <summary>Makes training data from the rows of a log.</summary>
    /// <param name="log">The rows.</param>
    /// <param name="options">What counts as liked; null for the defaults.</param>
    /// <param name="catalog">Metadata over the same item index space, or null.</param>
    /// <exception cref="ArgumentException">The catalogue covers another number of items.</exception>
    public static TrainingData FromLog(InteractionLog log, InteractionOptions? options = null, MovieCatalog? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        options ??= new InteractionOptions();
        InteractionMatrix liked = InteractionMatrix.FromLog(log, options.PositiveThreshold, options.Weighting, options.HalfLife);
        InteractionMatrix seen = liked.Count == log.Count ? liked : InteractionMatrix.FromLog(log);
        return Create(new UserHistories(liked, seen), catalog);
    }

    /// <summary>Makes training data from histories.</summary>
    /// <param name="histories">Liked and seen.</param>
    /// <param name="catalog">Metadata over the same item index space, or null.</param>
    /// <exception cref="ArgumentException">The catalogue covers another number of items.</exception>
    public static TrainingData Create(UserHistories histories, MovieCatalog? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(histories);
        if (catalog is not null && catalog.Count != histories.ItemCount)
        {
            throw new ArgumentException($"The catalogue covers {catalog.Count} items, the interactions {histories.ItemCount}.", nameof(catalog));
        }

        return new TrainingData(histories, catalog);
    }
}
