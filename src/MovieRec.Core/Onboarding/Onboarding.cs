using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Movies to show to somebody new, "which of these did you like?": known to many, and together telling tastes apart.
/// </summary>
/// <remarks>
/// The tastes of the users, their vectors in the model's space, have a covariance Σ; the score of movie i varies among them by
/// v_i = y_iᵀ Σ y_i. An answer about i, recognised with probability r_i (the share of users who have seen it), is worth
/// r_i·log(1 + v_i/σ²)/2, σ² the mean of v; then what is known of the taste along y_i is taken out of Σ, Σ − r_i·Σy_i(Σy_i)ᵀ/(σ² + v_i),
/// and the next movie is chosen for what is still open: the greedy maximum of the determinant (D-optimal design, the mode of a
/// determinantal point process) weighted by recognition. Nothing about the person is used, demographics never. Deterministic.
/// </remarks>
public static class Onboarding
{
    private const int CandidatesPerChoice = 10;

    /// <summary>Chooses the movies to show, most informative first.</summary>
    /// <param name="model">A model with vectors; of a <see cref="HybridModel"/> its behaviour part is used.</param>
    /// <param name="histories">What the model was trained on.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Item indices; fewer than asked for when fewer movies have a vector and were seen.</returns>
    /// <exception cref="ArgumentException">The model has no vectors, or covers another index space.</exception>
    public static IReadOnlyList<int> Choose(
        IRecommender model, UserHistories histories, OnboardingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(histories);
        options ??= new OnboardingOptions();
        IVectorRecommender vectors = VectorsOf(model);
        if (histories.UserCount != model.Info.UserCount || histories.ItemCount != model.Info.ItemCount || vectors.ItemCount != histories.ItemCount)
        {
            throw new ArgumentException(
                $"The histories cover {histories.UserCount} users and {histories.ItemCount} items, the model {model.Info.UserCount} and {model.Info.ItemCount}.",
                nameof(histories));
        }

        if (options.Eligible is { } mask && mask.ItemCount != histories.ItemCount)
        {
            throw new ArgumentException($"The eligible mask covers {mask.ItemCount} items, the model {histories.ItemCount}.", nameof(options));
        }

        int[] candidates = Candidates(vectors, histories, options, out double users);
        double[] covariance = TasteCovariance(vectors, histories, options.MaxUsers, cancellationToken);
        return Greedy(vectors, histories, candidates, users, covariance, options.Count, cancellationToken);
    }

    private static IVectorRecommender VectorsOf(IRecommender model)
    {
        IRecommender source = model.GetService<HybridModel>() is { } hybrid
            ? (hybrid.Parts.FirstOrDefault(static p => p.Source == HybridSource.Behaviour && p.Model.GetService<IVectorRecommender>() is not null)?.Model ?? model)
            : model;
        return source.GetService<IVectorRecommender>()
            ?? throw new ArgumentException($"The model '{model.Info.Algorithm}' has no vectors to tell tastes apart by.", nameof(model));
    }

    /// <summary>Movies to choose from, the most seen first, ties by lower index.</summary>
    private static int[] Candidates(IVectorRecommender vectors, UserHistories histories, OnboardingOptions options, out double users)
    {
        InteractionMatrix seen = histories.Seen;
        int active = 0;
        for (int u = 0; u < seen.UserCount; u++)
        {
            active += seen.GetUserItems(u).IsEmpty ? 0 : 1;
        }

        users = Math.Max(1, active);
        int[] ordered =
        [
            .. Enumerable.Range(0, histories.ItemCount)
                .Where(i => seen.GetItemCount(i) > 0 && (options.Eligible is null || options.Eligible.Contains(i)) && vectors.GetItemVector(i).ContainsAnyExcept(0f))
                .OrderByDescending(seen.GetItemCount),
        ];
        double floor = options.MinimumShare * users;
        int recognised = ordered.Count(i => seen.GetItemCount(i) >= floor);
        int kept = Math.Max(recognised, Math.Min(ordered.Length, CandidatesPerChoice * options.Count));
        return ordered[..Math.Min(kept, Math.Max(options.Count, options.MaxCandidates))];
    }

    private static double[] TasteCovariance(IVectorRecommender vectors, UserHistories histories, int maxUsers, CancellationToken cancellationToken)
    {
        int d = vectors.Dimensions;
        int step = Math.Max(1, histories.UserCount / maxUsers);
        float[] vector = new float[d];
        double[] mean = new double[d];
        double[] sum = new double[d * d];
        int count = 0;
        for (int u = 0; u < histories.UserCount; u += step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!vectors.TryGetQueryVector(RecommendationQuery.ForUser(u), vector))
            {
                continue;
            }

            count++;
            for (int r = 0; r < d; r++)
            {
                mean[r] += vector[r];
                for (int c = 0; c < d; c++)
                {
                    sum[(r * d) + c] += (double)vector[r] * vector[c];
                }
            }
        }

        for (int r = 0; r < d; r++)
        {
            for (int c = 0; c < d; c++)
            {
                sum[(r * d) + c] = (sum[(r * d) + c] / Math.Max(1, count)) - (mean[r] * mean[c] / Math.Max(1.0, (double)count * count));
            }
        }

        return sum;
    }

    private static List<int> Greedy(
        IVectorRecommender vectors,
        UserHistories histories,
        int[] candidates,
        double users,
        double[] covariance,
        int count,
        CancellationToken cancellationToken)
    {
        int d = vectors.Dimensions;
        double[] direction = new double[d];
        double noise = 0;
        foreach (int item in candidates)
        {
            noise += Variance(covariance, vectors.GetItemVector(item), direction) / candidates.Length;
        }

        noise = noise > 0 ? noise : 1;
        List<int> chosen = [];
        bool[] taken = new bool[candidates.Length];
        while (chosen.Count < Math.Min(count, candidates.Length))
        {
            cancellationToken.ThrowIfCancellationRequested();
            int best = -1;
            double bestGain = double.NegativeInfinity;
            for (int n = 0; n < candidates.Length; n++)
            {
                if (taken[n])
                {
                    continue;
                }

                double recognised = histories.Seen.GetItemCount(candidates[n]) / users;
                double variance = Math.Max(0, Variance(covariance, vectors.GetItemVector(candidates[n]), direction));
                double gain = recognised * Math.Log(1 + (variance / noise));
                if (gain > bestGain || (gain == bestGain && candidates[n] < candidates[best]))
                {
                    best = n;
                    bestGain = gain;
                }
            }

            taken[best] = true;
            chosen.Add(candidates[best]);
            TakeOut(covariance, vectors.GetItemVector(candidates[best]), direction, noise, histories.Seen.GetItemCount(candidates[best]) / users);
        }

        return chosen;
    }

    /// <summary>yᵀ Σ y; Σ y is left in <paramref name="direction"/>.</summary>
    private static double Variance(double[] covariance, ReadOnlySpan<float> vector, Span<double> direction)
    {
        int d = vector.Length;
        double variance = 0;
        for (int r = 0; r < d; r++)
        {
            direction[r] = RefinementKernel.Dot(covariance.AsSpan(r * d, d), vector);
            variance += direction[r] * vector[r];
        }

        return variance;
    }

    private static void TakeOut(double[] covariance, ReadOnlySpan<float> vector, double[] direction, double noise, double recognised)
    {
        int d = vector.Length;
        double scale = recognised / (noise + Math.Max(0, Variance(covariance, vector, direction)));
        for (int r = 0; r < d; r++)
        {
            for (int c = 0; c < d; c++)
            {
                covariance[(r * d) + c] -= scale * direction[r] * direction[c];
            }
        }
    }
}
