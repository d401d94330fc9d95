namespace MovieRec;

/// <summary>
/// Models of several ranks from one decomposition: rank r is the prefix of the largest rank, so that a sweep costs what its
/// largest model costs.
/// </summary>
public static class SvdRankSweep
{
    /// <summary>Fits once and cuts.</summary>
    /// <param name="data">Training data.</param>
    /// <param name="ranks">Ranks in any order, each 1 … 1024.</param>
    /// <param name="options">Options; <see cref="SvdOptions.Factors"/> is replaced by the largest rank. Null for the defaults.</param>
    /// <param name="progress">Progress of the one decomposition.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>One model for each rank, in the order given.</returns>
    /// <exception cref="ArgumentException">There is no rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A rank is outside its range.</exception>
    public static IReadOnlyList<SvdModel> Fit(
        TrainingData data,
        IReadOnlyList<int> ranks,
        SvdOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(ranks);
        if (ranks.Count == 0)
        {
            throw new ArgumentException("A rank sweep needs at least one rank.", nameof(ranks));
        }

        foreach (int rank in ranks)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rank);
        }

        SvdOptions largest = (options ?? new SvdOptions()) with { Factors = ranks.Max() };
        SvdModel model = new SvdTrainer(largest).Fit(data, progress, cancellationToken);
        return [.. ranks.Select(r => r == model.Dimensions ? model : model.Truncate(r))];
    }
}
