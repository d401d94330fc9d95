using System.Globalization;

namespace MovieRec.Eval;

/// <summary>Checks on held-out rows: lift, cold start, coverage, diversity, calibration.</summary>
internal sealed class OfflineChecks(GateConfig config, Func<string, IMetric?> findMetric)
{
    private const int Seed = 1;

    public IEnumerable<GateCheck> Run(EvaluationProtocol protocol, IRecommender model, CancellationToken cancellationToken)
    {
        IMetric[] metrics =
        [
            .. new[] { config.Lift.Metric, config.ColdStart.Metric, config.Coverage.Metric, config.Diversity.Metric, config.Calibration.Metric }
                .Distinct(StringComparer.Ordinal).Select(findMetric).OfType<IMetric>().DistinctBy(static m => m.Name),
        ];
        TrainingData training = protocol.Split.ToTrainingData();
        PopularityModel popularity = new PopularityTrainer().Fit(training, null, cancellationToken);
        EvaluationResult? result = metrics.Length == 0 ? null : new Evaluator().Evaluate(model, protocol, metrics, popularity, null, cancellationToken);
        return
        [
            Lift(result, Baselines(training, popularity), protocol, popularity, cancellationToken),
            ColdStart(result),
            Floor(GateCheckNames.Coverage, config.Coverage, result),
            Floor(GateCheckNames.Diversity, config.Diversity, result),
            Ceiling(GateCheckNames.Calibration, config.Calibration, result),
        ];
    }

    private List<(string Name, IRecommender Model)> Baselines(TrainingData training, PopularityModel plain)
    {
        List<(string, IRecommender)> baselines = [("plain popularity", plain)];
        if (training.Interactions.HasTimestamps)
        {
            baselines.AddRange(config.Lift.HalfLifeDays.Select(days => (
                string.Create(CultureInfo.InvariantCulture, $"popularity with a half-life of {days} days"),
                (IRecommender)new PopularityTrainer(new PopularityOptions { HalfLife = TimeSpan.FromDays(days) }).Fit(training))));
        }

        return baselines;
    }

    private GateCheck Lift(
        EvaluationResult? result,
        List<(string Name, IRecommender Model)> baselines,
        EvaluationProtocol protocol,
        PopularityModel fallback,
        CancellationToken cancellationToken)
    {
        const string name = GateCheckNames.Lift;
        LiftRule rule = config.Lift;
        if (Find(result, rule.Metric, rule.Slice, out string why) is not { } measured)
        {
            return GateCheck.Unknown(name, why, threshold: rule.Minimum);
        }

        if (measured.PerUser.IsEmpty)
        {
            return GateCheck.Unknown(name, $"{rule.Metric} has no value for each user, so there is nothing to pair.", threshold: rule.Minimum);
        }

        RelativeLift weakest = default;
        string? strongest = null;
        foreach ((string baselineName, IRecommender baseline) in baselines)
        {
            EvaluationResult other = new Evaluator().Evaluate(baseline, protocol, [findMetric(rule.Metric)!], fallback, null, cancellationToken);
            RelativeLift lift = RelativeLift.Compute(
                measured.PerUser, Find(other, rule.Metric, rule.Slice, out _)!.PerUser, rule.Resamples, rule.Confidence, Seed);
            if (strongest is null || lift.Interval.Low < weakest.Interval.Low || double.IsNaN(lift.Mean))
            {
                weakest = lift;
                strongest = baselineName;
            }
        }

        string detail = string.Create(
            CultureInfo.InvariantCulture,
            $"Lower end of the {rule.Confidence:P0} interval of the relative lift of {rule.Metric} over {strongest}: mean {weakest.Mean:F4}, interval {weakest.Interval.Low:F4} … {weakest.Interval.High:F4}, {weakest.Users} users ({rule.Slice}), {baselines.Count} baselines.");
        return weakest.Users < rule.MinimumUsers
            ? GateCheck.Unknown(name, $"Fewer than {rule.MinimumUsers} users. {detail}", weakest.Interval.Low, rule.Minimum)
            : GateCheck.AtLeast(name, weakest.Interval.Low, rule.Minimum, detail);
    }

    private GateCheck ColdStart(EvaluationResult? result)
    {
        const string name = GateCheckNames.ColdStart;
        ColdStartRule rule = config.ColdStart;
        if (Find(result, rule.Metric, rule.Slice, out string why) is not { } measured)
        {
            return GateCheck.Unknown(name, why, threshold: rule.Minimum ?? double.NaN);
        }

        string detail = string.Create(
            CultureInfo.InvariantCulture,
            $"Lower end of the 95 % interval of {rule.Metric} over {measured.Users} users ({rule.Slice}), mean {measured.Mean:F4}; the fallback answers where the model cannot.");
        return measured.Users < rule.MinimumUsers
            ? GateCheck.Unknown(name, $"Fewer than {rule.MinimumUsers} users: a split in time has new ones. {detail}", measured.Low, rule.Minimum ?? double.NaN)
            : GateCheck.AtLeast(name, measured.Low, rule.Minimum, detail);
    }

    private static GateCheck Floor(string name, FloorRule rule, EvaluationResult? result) =>
        Find(result, rule.Metric, null, out string why) is { } measured
            ? GateCheck.AtLeast(name, measured.Mean, rule.Minimum, Detail(measured))
            : GateCheck.Unknown(name, why, threshold: rule.Minimum ?? double.NaN);

    private static GateCheck Ceiling(string name, CeilingRule rule, EvaluationResult? result) =>
        Find(result, rule.Metric, null, out string why) is { } measured
            ? GateCheck.AtMost(name, measured.Mean, rule.Maximum, Detail(measured))
            : GateCheck.Unknown(name, why, threshold: rule.Maximum ?? double.NaN);

    private static string Detail(MetricResult measured) =>
        string.Create(CultureInfo.InvariantCulture, $"{measured.Name} over {measured.Users} users, {measured.UndefinedUsers} undefined.");

    private static MetricResult? Find(EvaluationResult? result, string metric, string? slice, out string why)
    {
        IReadOnlyList<MetricResult>? group = slice is null or "all-users"
            ? result?.Metrics
            : result?.Slices.FirstOrDefault(s => s.Name == slice)?.Metrics;
        why = group is null && result is not null
            ? $"There is no slice '{slice}'; there are all-users, {string.Join(", ", result.Slices.Select(static s => s.Name))}."
            : $"There is no metric '{metric}'.";
        return group?.FirstOrDefault(m => m.Name == metric);
    }
}
