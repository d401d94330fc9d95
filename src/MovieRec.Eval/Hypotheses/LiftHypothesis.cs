namespace MovieRec.Eval;

/// <summary>
/// "A model lifts a metric over a baseline by x %": the lift over the better of the baselines, with an interval over users. The better one
/// is chosen on the very users of the test, which can only make the lift smaller.
/// </summary>
public static class LiftHypothesis
{
    /// <summary>Measures the lift.</summary>
    /// <param name="model">The model's result.</param>
    /// <param name="baselines">Results of the baselines on the same protocol; the first wins a tie.</param>
    /// <param name="metric">A metric with a value for each user.</param>
    /// <param name="slice">Name of a group of users; null (default) for all.</param>
    /// <param name="options">Resamples, flips, confidence and seed; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no baseline, or the results are over other users or metrics.</exception>
    public static LiftResult Measure(
        EvaluationResult model, IReadOnlyList<EvaluationResult> baselines, string metric, string? slice = null, PairedTestOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(baselines);
        ArgumentNullException.ThrowIfNull(metric);
        if (baselines.Count == 0 || baselines.Any(b => !b.Users.SequenceEqual(model.Users)))
        {
            throw new ArgumentException("At least one baseline is needed, and all over the users of the model.", nameof(baselines));
        }

        options ??= new PairedTestOptions();
        MetricResult mine = Find(model, metric, slice);
        MetricResult[] others = [.. baselines.Select(b => Find(b, metric, slice))];
        int better = 0;
        for (int i = 1; i < others.Length; i++)
        {
            better = others[i].Mean > others[better].Mean ? i : better;
        }

        PairedComparison paired = PairedTest.Compare(mine, others[better], options);
        RelativeLift lift = RelativeLift.Compute(mine.PerUser, others[better].PerUser, options.Resamples, options.Confidence, options.Seed);
        return new LiftResult
        {
            Metric = metric,
            Users = slice ?? "all-users",
            Baseline = better,
            Paired = paired,
            Lift = double.IsInfinity(lift.Mean) ? double.NaN : lift.Mean,
            Interval = lift.Interval,
        };
    }

    private static MetricResult Find(EvaluationResult result, string metric, string? slice)
    {
        IReadOnlyList<MetricResult> metrics = slice is null
            ? result.Metrics
            : result.Slices.FirstOrDefault(s => s.Name == slice)?.Metrics ?? throw new ArgumentException($"There is no slice '{slice}' in the result of '{result.Model.Algorithm}'.", nameof(slice));
        return metrics.FirstOrDefault(m => m.Name == metric) ?? throw new ArgumentException($"The metric '{metric}' was not measured.", nameof(metric));
    }
}
