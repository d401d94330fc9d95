namespace MovieRec.Eval;

/// <summary>
/// How much larger one mean is than another over the same users: mean(model) / mean(baseline) − 1, with a paired bootstrap
/// percentile interval. Users are drawn in pairs, so the interval clears t exactly when that of the mean of
/// model − (1 + t)·baseline clears 0.
/// </summary>
internal readonly record struct RelativeLift(double Mean, ConfidenceInterval Interval, int Users)
{
    public static RelativeLift Compute(ReadOnlySpan<double> model, ReadOnlySpan<double> baseline, int resamples, double confidence, int seed)
    {
        List<(double Model, double Baseline)> pairs = [];
        for (int u = 0; u < model.Length; u++)
        {
            if (!double.IsNaN(model[u]) && !double.IsNaN(baseline[u]))
            {
                pairs.Add((model[u], baseline[u]));
            }
        }

        double mean = Ratio(pairs.Sum(static p => p.Model), pairs.Sum(static p => p.Baseline));
        if (pairs.Count < 2 || double.IsNaN(mean))
        {
            return new RelativeLift(double.NaN, new ConfidenceInterval(double.NaN, double.NaN), pairs.Count);
        }

        (double Model, double Baseline)[] users = [.. pairs];
        double[] lifts = new double[resamples];
        ulong position = 0;
        for (int r = 0; r < resamples; r++)
        {
            double modelSum = 0;
            double baselineSum = 0;
            for (int i = 0; i < users.Length; i++)
            {
                ulong high = SplitRows.Hash(seed, position++) >> 32;
                (double m, double b) = users[(int)((high * (ulong)users.Length) >> 32)];
                modelSum += m;
                baselineSum += b;
            }

            double lift = Ratio(modelSum, baselineSum);
            lifts[r] = double.IsNaN(lift) ? 0 : lift;
        }

        Array.Sort(lifts);
        double tail = (1 - confidence) / 2;
        int below = (int)(tail * (resamples - 1));
        return new RelativeLift(mean, new ConfidenceInterval(lifts[below], lifts[resamples - 1 - below]), pairs.Count);
    }

    /// <summary>Against a baseline of zero a lift is infinite, or not defined when both are zero.</summary>
    private static double Ratio(double model, double baseline) => baseline == 0
        ? model == 0 ? double.NaN : double.PositiveInfinity
        : (model / baseline) - 1;
}
