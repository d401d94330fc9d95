namespace MovieRec.Eval;

/// <summary>Bootstrap of a mean over users (Efron and Tibshirani 1993).</summary>
internal static class Bootstrap
{
    /// <summary>Means of resamples with replacement, ascending.</summary>
    public static double[] Means(ReadOnlySpan<double> values, int resamples, int seed)
    {
        double[] means = new double[resamples];
        ulong position = 0;
        for (int r = 0; r < resamples; r++)
        {
            double sum = 0;
            for (int i = 0; i < values.Length; i++)
            {
                // The high half of a 64-bit hash times n: uniform up to 2⁻³².
                ulong high = SplitRows.Hash(seed, position++) >> 32;
                sum += values[(int)((high * (ulong)values.Length) >> 32)];
            }

            means[r] = sum / values.Length;
        }

        Array.Sort(means);
        return means;
    }

    /// <summary>The interval between two quantiles of the resampled means.</summary>
    public static ConfidenceInterval Percentile(double[] means, double confidence) =>
        new(Quantile(means, (1 - confidence) / 2), Quantile(means, (1 + confidence) / 2));

    /// <summary>
    /// BCa: the quantiles are moved by z₀ (how far the resampled means lie to one side of the mean) and by the acceleration
    /// a = Σd³ / (6·(Σd²)^1.5) of the deviations d, the jackknife value for a mean.
    /// </summary>
    public static ConfidenceInterval BiasCorrected(double[] means, double mean, double squares, double cubes, double confidence)
    {
        if (squares == 0)
        {
            return new ConfidenceInterval(mean, mean);
        }

        int below = 0;
        int equal = 0;
        foreach (double value in means)
        {
            below += value < mean ? 1 : 0;
            equal += value == mean ? 1 : 0;
        }

        double bias = NormalDistribution.Quantile((below + (equal / 2.0)) / means.Length);
        double acceleration = cubes / (6 * Math.Pow(squares, 1.5));
        double z = NormalDistribution.Quantile((1 + confidence) / 2);
        return new ConfidenceInterval(Quantile(means, Moved(-z)), Quantile(means, Moved(z)));

        double Moved(double quantile)
        {
            double shifted = bias + quantile;
            return NormalDistribution.Cumulative(bias + (shifted / (1 - (acceleration * shifted))));
        }
    }

    private static double Quantile(double[] sorted, double p)
    {
        double position = Math.Clamp(p, 0, 1) * (sorted.Length - 1);
        int index = (int)position;
        double share = position - index;
        return index + 1 < sorted.Length ? (sorted[index] * (1 - share)) + (sorted[index + 1] * share) : sorted[index];
    }
}
