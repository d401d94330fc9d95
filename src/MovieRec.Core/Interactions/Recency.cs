namespace MovieRec;

/// <summary>Weights that fall with age: of interactions in training, and of a history that is folded in.</summary>
public static class Recency
{
    /// <summary>Weights are finite and above 0: none falls below this.</summary>
    private const double Smallest = 1.0 / (1 << 20);

    /// <summary>
    /// Writes 2^(−age/h), at least 2⁻²⁰, for each time: weights for <see cref="RecommendationQuery.ForHistory"/> and
    /// <see cref="IFoldIn"/> under which recent items count more.
    /// </summary>
    /// <param name="timestamps">Unix seconds of each item of the history; 0 is unknown and counts like the oldest known one.</param>
    /// <param name="now">Unix seconds from which ages are measured; a later time has age 0.</param>
    /// <param name="halfLife">h, above zero.</param>
    /// <param name="weights">Receives one weight for each time.</param>
    /// <returns>The number written.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The half-life is not above zero.</exception>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public static int Weights(ReadOnlySpan<long> timestamps, long now, TimeSpan halfLife, Span<float> weights)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(halfLife, TimeSpan.Zero);
        QueryGuard.CheckDestination(weights.Length, timestamps.Length, nameof(weights));
        long oldest = Oldest(timestamps, now);
        for (int i = 0; i < timestamps.Length; i++)
        {
            weights[i] = Weight(timestamps[i] == 0 ? oldest : timestamps[i], now, halfLife);
        }

        return timestamps.Length;
    }

    /// <summary>The oldest known time; <paramref name="now"/> when none is known.</summary>
    internal static long Oldest(ReadOnlySpan<long> timestamps, long now)
    {
        long oldest = long.MaxValue;
        foreach (long time in timestamps)
        {
            oldest = time != 0 ? Math.Min(oldest, time) : oldest;
        }

        return oldest == long.MaxValue ? now : oldest;
    }

    internal static float Weight(long time, long now, TimeSpan halfLife)
    {
        double age = Math.Max(0, (double)now - time);
        return (float)Math.Max(Smallest, Math.Pow(2, -age / halfLife.TotalSeconds));
    }
}
