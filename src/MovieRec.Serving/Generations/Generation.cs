namespace MovieRec.Serving;

/// <summary>
/// One immutable snapshot that answers come from: ids, catalogue, histories, model, fallback, and what they hold open. It is
/// counted: the host holds one reference, each lease another, and the last one to go releases the resources.
/// </summary>
/// <typeparam name="TUserId">User id of the model.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <remarks>Thread-safe. An object is published once; a later version is a new object.</remarks>
public sealed class Generation<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    private readonly IDisposable[] _resources;
    private int _references = 1;

    /// <summary>Makes a generation that nobody answers from yet.</summary>
    /// <param name="recommender">The parts.</param>
    /// <param name="createdAt">When the model was made: its age counts from here.</param>
    /// <param name="storedVersion">Its name in a <see cref="ModelStore{TUserId, TItemId}"/>; empty when it is not stored.</param>
    /// <param name="resources">Mapped files and the like, disposed when the last lease has gone; null for none.</param>
    /// <param name="indexRecall">Measured recall of its similarity index; null for exact search.</param>
    public Generation(
        Recommender<TUserId, TItemId> recommender,
        DateTimeOffset createdAt,
        string storedVersion = "",
        IReadOnlyList<IDisposable>? resources = null,
        double? indexRecall = null)
    {
        ArgumentNullException.ThrowIfNull(recommender);
        ArgumentNullException.ThrowIfNull(storedVersion);
        Recommender = recommender;
        CreatedAt = createdAt;
        StoredVersion = storedVersion;
        IndexRecall = indexRecall;
        _resources = [.. resources ?? []];
        Popular = recommender.Fallback
            ?? (recommender.Model.Info.IsPersonalized
                ? new PopularityTrainer().Fit(TrainingData.Create(recommender.Histories), null, CancellationToken.None)
                : recommender.Model);
        Explainer = recommender.Model.GetService<IExplainer>();
    }

    /// <summary>Ids, catalogue, histories and model.</summary>
    public Recommender<TUserId, TItemId> Recommender { get; }

    /// <summary>When the model was made.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>Names algorithm, options and training data; every answer carries it.</summary>
    public string ModelVersion => Recommender.ModelVersion;

    /// <summary>Name in the store; empty when it is not stored.</summary>
    public string StoredVersion { get; }

    /// <summary>Measured recall of the similarity index; null for exact search.</summary>
    public double? IndexRecall { get; }

    /// <summary>Popular items: the model's own fallback, or one made from its histories.</summary>
    public IRecommender Popular { get; }

    /// <summary>Whether the resources have been released: no answer can come from here any more.</summary>
    public bool IsReleased => Volatile.Read(ref _references) == 0;

    /// <summary>Leases that are out, the host's own reference included.</summary>
    internal int References => Volatile.Read(ref _references);

    internal IExplainer? Explainer { get; }

    /// <summary>Adds a reference unless the last one has gone.</summary>
    internal bool TryAddReference()
    {
        int references = Volatile.Read(ref _references);
        while (references > 0)
        {
            int seen = Interlocked.CompareExchange(ref _references, references + 1, references);
            if (seen == references)
            {
                return true;
            }

            references = seen;
        }

        return false;
    }

    internal void RemoveReference()
    {
        int left = Interlocked.Decrement(ref _references);
        if (left == 0)
        {
            foreach (IDisposable resource in _resources)
            {
                resource.Dispose();
            }
        }
        else if (left < 0)
        {
            throw new InvalidOperationException("A reference to a generation was returned twice.");
        }
    }
}
