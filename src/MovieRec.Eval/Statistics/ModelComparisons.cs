namespace MovieRec.Eval;

/// <summary>Compares the results of several models on one protocol with the first, user by user.</summary>
public static class ModelComparisons
{
    /// <summary>Compares every further model with the first one, on every metric that has a value for each user.</summary>
    /// <param name="results">Results on one protocol, with the same metrics; the first is the baseline.</param>
    /// <param name="slice">Name of a slice to compare on; null (default) for all users.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the comparison.</param>
    /// <returns>Metric after metric, within each the models in order. Pooled metrics, coverage and Gini have no values by user and are left out.</returns>
    /// <exception cref="ArgumentException">The results are over other users, metrics or slices.</exception>
    public static IReadOnlyList<ModelComparison> AgainstFirst(
        IReadOnlyList<EvaluationResult> results, string? slice = null, PairedTestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (results.Count < 2)
        {
            return [];
        }

        IReadOnlyList<MetricResult>[] metrics = [.. results.Select(r => Metrics(r, slice))];
        Check(results, metrics);
        int[] compared = [.. Enumerable.Range(0, metrics[0].Count).Where(m => !metrics[0][m].PerUser.IsEmpty)];
        int models = results.Count - 1;
        PairedComparison[] pairs = new PairedComparison[compared.Length * models];
        Parallel.For(0, pairs.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => pairs[i] =
            PairedTest.Compare(metrics[1 + (i % models)][compared[i / models]], metrics[0][compared[i / models]], options));
        List<ModelComparison> all = [];
        double[] adjusted = new double[models];
        for (int m = 0; m < compared.Length; m++)
        {
            PairedComparison[] family = pairs[(m * models)..((m + 1) * models)];
            Holm.Adjust(family.Select(static p => p.PermutationP).ToArray(), adjusted);
            all.AddRange(family.Select((pair, i) => new ModelComparison
            {
                Model = i + 1,
                Metric = metrics[0][compared[m]].Name,
                Paired = pair,
                AdjustedP = adjusted[i],
            }));
        }

        return all;
    }

    private static IReadOnlyList<MetricResult> Metrics(EvaluationResult result, string? slice) => slice is null
        ? result.Metrics
        : result.Slices.FirstOrDefault(s => s.Name == slice)?.Metrics ?? throw new ArgumentException($"There is no slice '{slice}' in the result of '{result.Model.Algorithm}'.", nameof(slice));

    private static void Check(IReadOnlyList<EvaluationResult> results, IReadOnlyList<MetricResult>[] metrics)
    {
        for (int i = 1; i < results.Count; i++)
        {
            if (!results[i].Users.SequenceEqual(results[0].Users) || !metrics[i].Select(static m => m.Name).SequenceEqual(metrics[0].Select(static m => m.Name)))
            {
                throw new ArgumentException($"Result {i} ('{results[i].Model.Algorithm}') is over other users or metrics than the first; only results of one protocol can be paired.", nameof(results));
            }
        }
    }
}
