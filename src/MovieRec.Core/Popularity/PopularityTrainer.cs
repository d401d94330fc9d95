namespace MovieRec;

/// <summary>Fits <see cref="PopularityModel"/>: the number of liked interactions of each item, optionally with time decay and a prior.</summary>
public sealed class PopularityTrainer : ITrainer<PopularityModel>
{
    /// <summary>Creates a trainer with default options.</summary>
    public PopularityTrainer()
        : this(new PopularityOptions())
    {
    }

    /// <summary>Creates a trainer.</summary>
    /// <param name="options">Options; immutable.</param>
    /// <param name="prior">Votes to start from; null (default) for none.</param>
    public PopularityTrainer(PopularityOptions options, VotePrior? prior = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        Prior = prior;
    }

    /// <summary>The options.</summary>
    public PopularityOptions Options { get; }

    /// <summary>Votes to start from; null for none.</summary>
    public VotePrior? Prior { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// A half-life is set and the data has no timestamps, or a prior is set and the data has no catalogue to join it to.
    /// </exception>
    public PopularityModel Fit(TrainingData data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        cancellationToken.ThrowIfCancellationRequested();
        InteractionMatrix matrix = data.Interactions;
        if (Options.HalfLife is not null && matrix.Count > 0 && !matrix.HasTimestamps)
        {
            throw new ArgumentException("HalfLife needs timestamps, and the training data has none; leave HalfLife null.", nameof(data));
        }

        if (Prior is not null && data.Catalog is null)
        {
            throw new ArgumentException("A prior needs a catalogue with IMDb ids, and the training data has none.", nameof(data));
        }

        float[] scores = Options.HalfLife is { } halfLife ? Decayed(matrix, halfLife) : Counts(matrix);
        if (Prior is not null)
        {
            double[] likes = Prior.ToLikes(data.Catalog!);
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] += (float)likes[i];
            }
        }

        progress?.Report(new TrainingProgress("popularity", 1, 1, double.NaN));
        return new PopularityModel(Options, data.Histories, data.Fingerprint, scores, Prior?.ToValue());
    }

    private static float[] Counts(InteractionMatrix matrix)
    {
        int[] counts = new int[matrix.ItemCount];
        foreach (int item in matrix.Items)
        {
            counts[item]++;
        }

        return Array.ConvertAll(counts, static c => (float)c);
    }

    private static float[] Decayed(InteractionMatrix matrix, TimeSpan halfLife)
    {
        ReadOnlySpan<long> timestamps = matrix.Timestamps;
        long newest = 0;
        long oldest = long.MaxValue;
        foreach (long timestamp in timestamps)
        {
            newest = Math.Max(newest, timestamp);
            oldest = timestamp > 0 ? Math.Min(oldest, timestamp) : oldest;
        }

        double[] sums = new double[matrix.ItemCount];
        for (int e = 0; e < timestamps.Length; e++)
        {
            // Not below the smallest float: an item that somebody liked stays rankable however old the interaction is.
            long age = newest - Math.Max(timestamps[e], oldest);
            sums[matrix.Items[e]] += Math.Max(Math.Pow(2, -age / halfLife.TotalSeconds), float.Epsilon);
        }

        return Array.ConvertAll(sums, static s => (float)s);
    }
}
