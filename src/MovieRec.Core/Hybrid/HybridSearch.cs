namespace MovieRec;

/// <summary>
/// Coordinate search for the parameters of a blend. A step is taken when the mean over users rises by more than a quarter of
/// its standard error: what noise can explain is not followed, and simpler blends stay.
/// </summary>
/// <param name="measure">Quality of every user's list, higher is better; NaN where undefined.</param>
internal sealed class HybridSearch(Func<HybridParameters, double[]> measure)
{
    private const double RequiredErrors = 0.25;
    private const int MaxRounds = 12;
    private HybridParameters? _last;
    private double[] _lastValues = [];

    /// <summary>Whether a candidate is better than the best so far by more than noise.</summary>
    public bool Improves(HybridParameters best, HybridParameters candidate)
    {
        double[] before = Values(best);
        double[] after = measure(candidate);
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int u = 0; u < before.Length; u++)
        {
            double difference = after[u] - before[u];
            if (!double.IsNaN(difference))
            {
                sum += difference;
                squares += difference * difference;
                count++;
            }
        }

        if (count < 2)
        {
            return false;
        }

        double mean = sum / count;
        double error = Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean)) / (count - 1));
        bool improves = mean > 0 && mean > RequiredErrors * error;
        if (improves)
        {
            _last = candidate;
            _lastValues = after;
        }

        return improves;
    }

    /// <summary>Tries every value of one parameter.</summary>
    public HybridParameters Best(HybridParameters start, ReadOnlySpan<double> values, Func<HybridParameters, double, HybridParameters> with)
    {
        HybridParameters best = start;
        foreach (double value in values)
        {
            HybridParameters candidate = with(start, value);
            if (candidate != best && Improves(best, candidate))
            {
                best = candidate;
            }
        }

        return best;
    }

    /// <summary>
    /// Weights on the simplex: from the best of the corners (one part alone) and the start, each weight is multiplied or
    /// brought in, as long as that helps.
    /// </summary>
    public HybridParameters Weights(HybridParameters start)
    {
        HybridParameters best = start;
        for (int p = 0; p < start.Weights.Count; p++)
        {
            int corner = p;
            HybridParameters alone = start with { Weights = [.. start.Weights.Select((w, n) => w with { Weight = n == corner ? 1 : 0 })] };
            if (start.Weights[p].Part != HybridPart.Popularity && Improves(best, alone))
            {
                best = alone;
            }
        }

        for (int round = 0; round < MaxRounds; round++)
        {
            HybridParameters before = best;
            for (int p = 0; p < start.Weights.Count; p++)
            {
                foreach (double factor in (ReadOnlySpan<double>)[0, 0.5, 0.8, 1.25, 2])
                {
                    double weight = best.Weights[p].Weight;
                    double next = weight > 0 ? weight * factor : factor * 0.1;
                    HybridParameters candidate = With(best, p, next);
                    if (next != weight && candidate.Weights.Any(static w => w.Part != HybridPart.Popularity && w.Weight > 0) && Improves(best, candidate))
                    {
                        best = candidate;
                    }
                }
            }

            if (best == before)
            {
                break;
            }
        }

        return best;
    }

    private static HybridParameters With(HybridParameters parameters, int part, double weight) => HybridTrainer.Normalized(
        parameters with { Weights = [.. parameters.Weights.Select((w, n) => n == part ? w with { Weight = weight } : w)] });

    private double[] Values(HybridParameters parameters)
    {
        if (_last != parameters)
        {
            _last = parameters;
            _lastValues = measure(parameters);
        }

        return _lastValues;
    }
}
