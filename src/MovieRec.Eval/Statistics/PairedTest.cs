namespace MovieRec.Eval;

/// <summary>
/// Compares two models on the same users; the user is the unit. Deterministic by seed; thread-safe. See Sakai (2014),
/// "Statistical reform in information retrieval?", and Efron and Tibshirani (1993), chapters 14 and 15.
/// </summary>
public static class PairedTest
{
    private const double PowerQuantile = 0.8416212335729143; // z at 80 %

    /// <summary>Compares two metric results of one evaluation protocol.</summary>
    /// <param name="first">A ranking metric of the first model.</param>
    /// <param name="second">The same metric of the second model, over the same users.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <exception cref="ArgumentException">The metrics differ, or are aggregate metrics without per-user values.</exception>
    public static PairedComparison Compare(MetricResult first, MetricResult second, PairedTestOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Name != second.Name || first.PerUser.IsEmpty)
        {
            throw new ArgumentException($"'{first.Name}' and '{second.Name}' cannot be paired: one ranking metric with per-user values is needed.", nameof(second));
        }

        return Compare(first.PerUser, second.PerUser, options);
    }

    /// <summary>Compares two aligned lists of per-user values.</summary>
    /// <param name="first">Values of the first model; NaN where undefined.</param>
    /// <param name="second">Values of the second model for the same users.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <returns>With fewer than two comparable users every p is 1 and every interval NaN.</returns>
    /// <exception cref="ArgumentException">The lists differ in length or hold infinite values.</exception>
    public static PairedComparison Compare(ReadOnlySpan<double> first, ReadOnlySpan<double> second, PairedTestOptions? options = null)
    {
        if (first.Length != second.Length)
        {
            throw new ArgumentException($"{first.Length} and {second.Length} values cannot be paired; both lists are over the same users.", nameof(second));
        }

        options ??= new PairedTestOptions();
        double[] differences = new double[first.Length];
        int n = 0;
        double firstSum = 0;
        double secondSum = 0;
        for (int u = 0; u < first.Length; u++)
        {
            if (double.IsInfinity(first[u]) || double.IsInfinity(second[u]))
            {
                throw new ArgumentException($"The values of user {u} are {first[u]} and {second[u]}; finite numbers or NaN are needed.", nameof(first));
            }

            if (!double.IsNaN(first[u]) && !double.IsNaN(second[u]))
            {
                firstSum += first[u];
                secondSum += second[u];
                differences[n++] = first[u] - second[u];
            }
        }

        return Summarize(differences.AsSpan(0, n), firstSum / n, secondSum / n, first.Length - n, options);
    }

    private static PairedComparison Summarize(ReadOnlySpan<double> differences, double firstMean, double secondMean, int dropped, PairedTestOptions options)
    {
        int n = differences.Length;
        double sum = 0;
        foreach (double difference in differences)
        {
            sum += difference;
        }

        double mean = sum / n;
        double squares = 0;
        double cubes = 0;
        foreach (double difference in differences)
        {
            double deviation = difference - mean;
            squares += deviation * deviation;
            cubes += deviation * deviation * deviation;
        }

        double error = n < 2 ? double.NaN : Math.Sqrt(squares / (n - 1) / n);
        ConfidenceInterval none = new(double.NaN, double.NaN);
        double[] means = n < 2 ? [] : Bootstrap.Means(differences, options.Resamples, options.Seed);
        return new PairedComparison
        {
            Users = n,
            DroppedUsers = dropped,
            FirstMean = firstMean,
            SecondMean = secondMean,
            Difference = mean,
            StandardError = error,
            SmallestDetectableDifference = n < 2 ? double.NaN : (StudentT.Quantile975(n - 1) + PowerQuantile) * error,
            Percentile = n < 2 ? none : Bootstrap.Percentile(means, options.Confidence),
            BiasCorrected = n < 2 ? none : Bootstrap.BiasCorrected(means, mean, squares, cubes, options.Confidence),
            PermutationP = n < 2 ? 1 : SignFlips.TwoSidedP(differences, options.Flips, options.Seed),
            StudentP = n < 2 || mean == 0 ? 1 : StudentT.TwoSidedP(mean / error, n - 1),
        };
    }
}
