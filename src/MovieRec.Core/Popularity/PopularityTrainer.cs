namespace MovieRec;

/// <summary>Fits <see cref="PopularityModel"/>: the number of liked interactions of each item, optionally with time decay.</summary>
public sealed class PopularityTrainer : ITrainer<PopularityModel>
{
    /// <summary>Creates a trainer with default options.</summary>
    public PopularityTrainer()
        : this(new PopularityOptions())
    {
    }

    /// <summary>Creates a trainer.</summary>
    /// <param name="options">Options; immutable.</param>
    public PopularityTrainer(PopularityOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
    }

    /// <summary>The options.</summary>
    public PopularityOptions Options { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A half-life is set and the data has no timestamps.</exception>
    public PopularityModel Fit(TrainingData data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        cancellationToken.ThrowIfCancellationRequested();
        InteractionMatrix matrix = data.Interactions;
        if (Options.HalfLife is not null && matrix.Count > 0 && !matrix.HasTimestamps)
        {
            throw new ArgumentException("HalfLife needs timestamps, and the training data has none; leave HalfLife null.", nameof(data));
        }

        float[] scores = Options.HalfLife is { } halfLife ? Decayed(matrix, halfLife) : Counts(matrix);
        progress?.Report(new TrainingProgress("popularity", 1, 1, double.NaN));
        return new PopularityModel(Options, data.Histories, data.Fingerprint, scores);
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
