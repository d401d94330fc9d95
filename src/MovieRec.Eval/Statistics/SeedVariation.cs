namespace MovieRec.Eval;

/// <summary>
/// How much a metric moves when only the seed of training changes. It is no part of the interval over users and is shown apart: an
/// interval over users speaks about other users, this about training again.
/// </summary>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Seeds">How many seeds.</param>
/// <param name="Mean">Mean over the seeds.</param>
/// <param name="StandardDeviation">Standard deviation over the seeds (n − 1); NaN for one seed.</param>
/// <param name="Lowest">The lowest value.</param>
/// <param name="Highest">The highest value.</param>
public sealed record SeedVariation(string Metric, int Seeds, double Mean, double StandardDeviation, double Lowest, double Highest)
{
    /// <summary>Summarizes results of one model trained with several seeds, metric by metric.</summary>
    /// <param name="results">One result for each seed, with the same metrics.</param>
    /// <exception cref="ArgumentException">There is no result, or they have other metrics.</exception>
    public static IReadOnlyList<SeedVariation> Of(IReadOnlyList<EvaluationResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (results.Count == 0 || results.Any(r => !r.Metrics.Select(static m => m.Name).SequenceEqual(results[0].Metrics.Select(static m => m.Name))))
        {
            throw new ArgumentException("Results of at least one seed are needed, all with the same metrics.", nameof(results));
        }

        return [.. Enumerable.Range(0, results[0].Metrics.Count).Select(m => Of(results[0].Metrics[m].Name, [.. results.Select(r => r.Metrics[m].Mean)]))];
    }

    private static SeedVariation Of(string metric, double[] values)
    {
        double mean = values.Average();
        double deviation = values.Length < 2 ? double.NaN : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
        return new SeedVariation(metric, values.Length, mean, deviation, values.Min(), values.Max());
    }
}
