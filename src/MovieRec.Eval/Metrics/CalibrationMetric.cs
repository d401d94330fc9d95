namespace MovieRec.Eval;

/// <summary>
/// Miscalibration of genres: the Kullback-Leibler divergence from the user's genre profile to that of the list,
/// <c>Calibration@k = Σ_g p(g)·ln(p(g) / q̃(g))</c>, q̃ = (1 − α)·q + α·p, α = 0.01. An item spreads a weight of 1 evenly over its
/// genres; p is the mean over the liked history, q over the first k items. 0 is perfect, lower is better.
/// </summary>
/// <remarks>
/// Steck, "Calibrated recommendations", RecSys 2018, with weight 1 for every item. Items without genres are left out of both;
/// undefined when either side has none left, and without a catalogue. 0 … ln(1/α) ≈ 4.6.
/// </remarks>
public sealed class CalibrationMetric : IRankingMetric
{
    /// <summary>α, which keeps the divergence finite where the list lacks a genre of the profile: 0.01 as in the paper.</summary>
    public const double Smoothing = 0.01;

    private const int StackLimit = 256;

    /// <summary>Creates the metric.</summary>
    /// <param name="cutoff">k ≥ 1.</param>
    /// <param name="convention">Users, short lists; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is below 1 or the convention does not apply.</exception>
    public CalibrationMetric(int cutoff, MetricConvention? convention = null)
    {
        Convention = MetricKind.Calibration.Check(cutoff, convention);
        Cutoff = cutoff;
        Name = MetricKind.Calibration.NameOf(cutoff, Convention);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Cutoff { get; }

    /// <summary>The convention, with the divisor filled in.</summary>
    public MetricConvention Convention { get; }

    /// <inheritdoc/>
    public double Measure(in RankingContext context)
    {
        if (context.Evaluation?.Catalog is not { } catalog || !ListedItems.TryTop(context, Cutoff, Convention, out ReadOnlySpan<int> top))
        {
            return double.NaN;
        }

        int genres = catalog.GenreNames.Count;
        Span<double> both = genres <= StackLimit ? stackalloc double[2 * genres] : new double[2 * genres];
        Span<double> profile = both[..genres];
        Span<double> shown = both[genres..];
        int liked = Add(catalog, context.History, profile);
        int listed = Add(catalog, top, shown);
        if (liked == 0 || listed == 0)
        {
            return double.NaN;
        }

        double divergence = 0;
        for (int g = 0; g < genres; g++)
        {
            if (profile[g] > 0)
            {
                double p = profile[g] / liked;
                divergence += p * Math.Log(p / (((1 - Smoothing) * shown[g] / listed) + (Smoothing * p)));
            }
        }

        // Rounding can leave a perfect match a hair below 0.
        return Math.Max(0, divergence);
    }

    private static int Add(MovieCatalog catalog, ReadOnlySpan<int> items, Span<double> weights)
    {
        int counted = 0;
        foreach (int item in items)
        {
            ReadOnlySpan<int> genres = catalog.GetGenreIndices(item);
            foreach (int genre in genres)
            {
                weights[genre] += 1.0 / genres.Length;
            }

            counted += genres.IsEmpty ? 0 : 1;
        }

        return counted;
    }
}
