namespace MovieRec;

/// <summary>
/// Search for the parameters of a blend. What counts is by how much a blend beats the best part alone, minus one standard error
/// of that difference over users: a blend that is better on average but moves every list a lot has to be better by more, and
/// what noise can explain is not followed.
/// </summary>
/// <param name="measure">Quality of every user's list, higher is better; NaN where undefined.</param>
internal sealed class HybridSearch(Func<HybridParameters, double[]> measure)
{
    private const int MaxRounds = 8;
    private const double FirstWeight = 0.2;

    /// <summary>Tries every value of one parameter; the start stays unless another is better by a quarter of a standard error.</summary>
    public HybridParameters Best(HybridParameters start, ReadOnlySpan<double> values, Func<HybridParameters, double, HybridParameters> with)
    {
        HybridParameters best = start;
        double[] bestValues = measure(start);
        foreach (double value in values)
        {
            HybridParameters candidate = with(start, value);
            if (candidate == best)
            {
                continue;
            }

            double[] candidateValues = measure(candidate);
            if (Exceeds(candidateValues, bestValues, 0.25))
            {
                best = candidate;
                bestValues = candidateValues;
            }
        }

        return best;
    }

    /// <summary>
    /// Weights and κ_u together: for each κ_u a coordinate search on the simplex, from the best part alone with a little of the
    /// others. That part alone is the answer when nothing leads it.
    /// </summary>
    /// <param name="start">Where to begin.</param>
    /// <param name="evidence">Values of κ_u to try.</param>
    /// <param name="weights">Whether weights are searched; else only κ_u.</param>
    public HybridParameters Blend(HybridParameters start, ReadOnlySpan<double> evidence, bool weights)
    {
        if (!weights)
        {
            return Best(start, evidence, static (p, value) => p with { UserEvidence = value });
        }

        HybridParameters alone = start;
        double[] aloneValues = [];
        for (int p = 0; p < start.Weights.Count; p++)
        {
            HybridParameters corner = Corner(start, p, 0);
            double[] values = start.Weights[p].Part == HybridPart.Popularity ? [] : measure(corner);
            if (values.Length > 0 && (aloneValues.Length == 0 || Mean(values) > Mean(aloneValues)))
            {
                alone = corner;
                aloneValues = values;
            }
        }

        HybridParameters best = alone;
        double bestLead = 0;
        foreach (double value in evidence)
        {
            HybridParameters near = Corner(start, alone.Weights.ToList().FindIndex(static w => w.Weight > 0), FirstWeight) with { UserEvidence = value };
            HybridParameters climbed = Climb(near, aloneValues, out double lead);
            if (lead > bestLead)
            {
                best = climbed;
                bestLead = lead;
            }
        }

        return best;
    }

    /// <summary>Multiplies each weight in turn, leaves it out or brings it in, as long as that helps.</summary>
    private HybridParameters Climb(HybridParameters start, double[] aloneValues, out double lead)
    {
        HybridParameters best = start;
        lead = Lead(measure(start), aloneValues);
        for (int round = 0; round < MaxRounds; round++)
        {
            HybridParameters before = best;
            for (int p = 0; p < start.Weights.Count; p++)
            {
                foreach (double factor in (ReadOnlySpan<double>)[0, 0.5, 0.75, 1.33, 2])
                {
                    double weight = best.Weights[p].Weight;
                    double next = weight > 0 ? weight * factor : factor * 0.04;
                    HybridParameters candidate = With(best, p, next);
                    if (next == weight || !candidate.Weights.Any(static w => w.Part != HybridPart.Popularity && w.Weight > 0))
                    {
                        continue;
                    }

                    double candidateLead = Lead(measure(candidate), aloneValues);
                    if (candidateLead > lead)
                    {
                        best = candidate;
                        lead = candidateLead;
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

    /// <summary>One part with weight 1, the other parts and popularity (a quarter of it) with so much.</summary>
    private static HybridParameters Corner(HybridParameters start, int part, double others) => HybridTrainer.Normalized(start with
    {
        Weights =
        [
            .. start.Weights.Select((w, n) => w with { Weight = n == part ? 1 : w.Part == HybridPart.Popularity ? others / 4 : others }),
        ],
    });

    private static HybridParameters With(HybridParameters parameters, int part, double weight)
    {
        HybridWeight[] weights = [.. parameters.Weights.Select((w, n) => n == part ? w with { Weight = weight } : w)];
        return weights.Any(static w => w.Weight > 0) ? HybridTrainer.Normalized(parameters with { Weights = weights }) : parameters with { Weights = weights };
    }

    private static double Mean(double[] values)
    {
        double sum = 0;
        int count = 0;
        foreach (double value in values)
        {
            sum += double.IsNaN(value) ? 0 : value;
            count += double.IsNaN(value) ? 0 : 1;
        }

        return sum / Math.Max(1, count);
    }

    /// <summary>Whether the mean difference is above zero by so many of its standard errors.</summary>
    private static bool Exceeds(double[] values, double[] others, double errors) => Difference(values, others, out double error) is > 0 and double mean && mean > errors * error;

    private static double Lead(double[] values, double[] alone) => Difference(values, alone, out double error) - error;

    /// <summary>Mean difference over the users for whom both are defined, and its standard error.</summary>
    private static double Difference(double[] values, double[] others, out double error)
    {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int u = 0; u < values.Length; u++)
        {
            double difference = values[u] - others[u];
            if (!double.IsNaN(difference))
            {
                sum += difference;
                squares += difference * difference;
                count++;
            }
        }

        double mean = sum / Math.Max(1, count);
        error = Math.Sqrt(Math.Max(0, (squares / Math.Max(1, count)) - (mean * mean)) / Math.Max(1, count - 1));
        return mean;
    }
}
