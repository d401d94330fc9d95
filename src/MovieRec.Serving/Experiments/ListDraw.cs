using MovieRec.Numerics;

namespace MovieRec.Serving;

/// <summary>Draws lists and says with which probability each item stands where it stands.</summary>
internal static class ListDraw
{
    private const double Step = 0.2;

    /// <summary>Draws the first <paramref name="order"/>.Length places of a list.</summary>
    /// <param name="scores">Scores of the candidates, best first.</param>
    /// <param name="exploration">How.</param>
    /// <param name="seed">The draw depends on nothing else.</param>
    /// <param name="order">Receives places in <paramref name="scores"/>.</param>
    /// <param name="probabilities">Receives the probability of each chosen candidate at its position, over all draws.</param>
    public static void Draw(ReadOnlySpan<float> scores, Exploration exploration, ulong seed, Span<int> order, Span<double> probabilities)
    {
        int n = scores.Length;
        int k = Math.Min(order.Length, n);
        switch (exploration.Kind)
        {
            case ExplorationKind.EpsilonGreedy:
                bool random = Uniform(seed, 0) <= exploration.Value;
                Permutation(n, seed, random, order[..k]);
                for (int p = 0; p < k; p++)
                {
                    probabilities[p] = (exploration.Value / n) + (order[p] == p ? 1 - exploration.Value : 0);
                }

                break;
            case ExplorationKind.PlackettLuce:
                double[] weights = Weights(scores, exploration.Value);
                Race(weights, seed, order[..k]);
                PositionProbabilities(weights, order[..k], probabilities);
                break;
            default:
                for (int p = 0; p < k; p++)
                {
                    order[p] = p;
                    probabilities[p] = 1;
                }

                break;
        }
    }

    /// <summary>Weights exp(z / temperature) over their largest one.</summary>
    public static double[] Weights(ReadOnlySpan<float> scores, double temperature)
    {
        double mean = 0;
        foreach (float score in scores)
        {
            mean += score / (double)scores.Length;
        }

        double variance = 0;
        foreach (float score in scores)
        {
            variance += (score - mean) * (score - mean) / scores.Length;
        }

        double deviation = variance > 0 ? Math.Sqrt(variance) : 1;
        double[] weights = new double[scores.Length];
        double best = scores.IsEmpty ? 0 : scores[0];
        for (int i = 0; i < weights.Length; i++)
        {
            // A floor keeps every probability positive.
            weights[i] = Math.Max(1e-6, Math.Exp((scores[i] - best) / deviation / temperature));
        }

        return weights;
    }

    /// <summary>
    /// P(candidate stands at position p) under Plackett–Luce. Candidates arrive at exponential times with their weights as rates;
    /// the order of arrival is the list. So P = ∫ w·e^(−wt) · P(exactly p − 1 of the others have arrived by t) dt, where the second
    /// factor is a Poisson-binomial distribution. Over log t the integrand is smooth and falls off at both ends, so the
    /// trapezoidal rule converges exponentially. The distribution without one candidate comes from prefixes and suffixes:
    /// taking the candidate out of the whole by division would not be stable.
    /// </summary>
    public static void PositionProbabilities(ReadOnlySpan<double> weights, ReadOnlySpan<int> order, Span<double> probabilities)
    {
        int k = order.Length;
        probabilities[..k].Clear();
        double sum = 0;
        double least = double.PositiveInfinity;
        foreach (double weight in weights)
        {
            sum += weight;
            least = Math.Min(least, weight);
        }

        double[] prefixes = new double[(k + 1) * k];
        double[] suffix = new double[k];
        double end = Math.Log(50 / least);
        for (double log = Math.Log(1e-12 / sum); log <= end; log += Step)
        {
            double time = Math.Exp(log);
            Span<double> others = prefixes.AsSpan(0, k);
            others.Clear();
            others[0] = 1;
            for (int j = 0; j < weights.Length; j++)
            {
                if (!order.Contains(j))
                {
                    Add(others, 1 - Math.Exp(-weights[j] * time));
                }
            }

            for (int p = 0; p < k; p++)
            {
                Span<double> next = prefixes.AsSpan((p + 1) * k, k);
                prefixes.AsSpan(p * k, k).CopyTo(next);
                Add(next, 1 - Math.Exp(-weights[order[p]] * time));
            }

            suffix.AsSpan().Clear();
            suffix[0] = 1;
            for (int p = k - 1; p >= 0; p--)
            {
                ReadOnlySpan<double> prefix = prefixes.AsSpan(p * k, k);
                double exactly = 0;
                for (int c = 0; c <= p; c++)
                {
                    exactly += prefix[c] * suffix[p - c];
                }

                double rate = weights[order[p]] * time;
                double waiting = Math.Exp(-rate);
                probabilities[p] += Step * rate * waiting * exactly;
                Add(suffix, 1 - waiting);
            }
        }

        for (int p = 0; p < k; p++)
        {
            probabilities[p] = Math.Clamp(probabilities[p], double.Epsilon, 1);
        }
    }

    /// <summary>One more candidate, which has arrived with the given probability.</summary>
    private static void Add(Span<double> counts, double arrived)
    {
        for (int c = counts.Length - 1; c > 0; c--)
        {
            counts[c] = (counts[c] * (1 - arrived)) + (counts[c - 1] * arrived);
        }

        counts[0] *= 1 - arrived;
    }

    private static void Race(double[] weights, ulong seed, Span<int> order)
    {
        double[] times = new double[weights.Length];
        int[] places = new int[weights.Length];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = i;
            times[i] = -Math.Log(Uniform(seed, (ulong)i + 1)) / weights[i];
        }

        Array.Sort(times, places);
        places.AsSpan(0, order.Length).CopyTo(order);
    }

    private static void Permutation(int n, ulong seed, bool random, Span<int> order)
    {
        int[] places = new int[n];
        for (int i = 0; i < n; i++)
        {
            places[i] = i;
        }

        for (int i = 0; random && i < order.Length; i++)
        {
            int other = i + (int)Math.Min(n - i - 1, (1 - Uniform(seed, (ulong)i + 1)) * (n - i));
            (places[i], places[other]) = (places[other], places[i]);
        }

        places.AsSpan(0, order.Length).CopyTo(order);
    }

    /// <summary>Uniform in (0, 1].</summary>
    private static double Uniform(ulong seed, ulong position) => ((SeededRandom.Hash(seed, position) >> 11) + 1) * (1.0 / (1UL << 53));
}
