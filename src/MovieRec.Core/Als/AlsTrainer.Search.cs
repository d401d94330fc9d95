using MovieRec.Numerics;

namespace MovieRec;

/// <content>A short search for the two options that matter most.</content>
public sealed partial class AlsTrainer
{
    private const int MaxValidationUsers = 2000;
    private const int SearchIterations = 8;
    private const int Cutoff = 10;

    /// <summary>
    /// Searches Regularization and UnobservedWeight on a part of the training data. A fifth of the users (at most 2,000) is
    /// set aside; models of the others fold four fifths of each one's history in and rank the rest (NDCG@10, strong
    /// generalisation: Liang et al. 2018). From <paramref name="start"/> on, each option is tried at a third and at three
    /// times its value as long as that helps: some six to twelve fits of 8 iterations. When the interactions carry times, item
    /// biases are switched on if they rank the latest fifth of them better.
    /// </summary>
    /// <param name="data">The training data; nothing else is looked at.</param>
    /// <param name="start">Where to begin; all other options are kept. Null for <see cref="AlsOptions.ForData"/>.</param>
    /// <param name="progress">Told after each fit: <see cref="TrainingProgress.Loss"/> is 1 − NDCG@10.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The best options; <paramref name="start"/> when no user has five liked items.</returns>
    public static AlsOptions Search(
        TrainingData data, AlsOptions? start = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        AlsOptions best = start ?? AlsOptions.ForData(data);
        (TrainingData train, int[] users) = SetAside(data.Interactions, best.Seed);
        if (users.Length == 0)
        {
            return best;
        }

        int fits = 0;
        double Quality(AlsOptions options)
        {
            AlsOptions quick = options with { Iterations = Math.Min(options.Iterations, SearchIterations), RecordLoss = false, Patience = 0 };
            double value = Validate(new AlsTrainer(quick).Fit(train, cancellationToken: cancellationToken), data.Interactions, users, best.Seed);
            progress?.Report(new TrainingProgress("als-search", ++fits, Math.Max(fits, 9), 1 - value));
            return value;
        }

        double quality = Quality(best);
        for (int round = 0; round < 2; round++)
        {
            AlsOptions before = best;
            foreach (double factor in (ReadOnlySpan<double>)[1.0 / 3, 3])
            {
                while (Improves(best with { UnobservedWeight = best.UnobservedWeight * factor }, ref best, ref quality, Quality))
                {
                }
            }

            foreach (double factor in (ReadOnlySpan<double>)[1.0 / 3, 3])
            {
                while (Improves(best with { Regularization = best.Regularization * factor }, ref best, ref quality, Quality))
                {
                }
            }

            if (best == before)
            {
                break;
            }
        }

        return data.Interactions.HasTimestamps && !best.ItemBias && BiasHelps(data.Interactions, best, cancellationToken)
            ? best with { ItemBias = true, BiasRegularization = best.Regularization }
            : best;
    }

    /// <summary>
    /// Whether item biases rank the later fifth of the interactions better for users known before it. Users set aside cannot
    /// tell: what biases catch, popularity of the day, shows only across time.
    /// </summary>
    private static bool BiasHelps(InteractionMatrix matrix, AlsOptions options, CancellationToken cancellationToken)
    {
        long[] times = matrix.Timestamps.ToArray();
        Array.Sort(times);
        long cut = times[(int)(times.Length * 0.8)];
        int[] users =
        [
            .. Enumerable.Range(0, matrix.UserCount)
                .Where(u => matrix.GetUserTimestamps(u).ContainsAnyInRange(long.MinValue, cut - 1) && matrix.GetUserTimestamps(u).ContainsAnyInRange(cut, long.MaxValue))
                .OrderBy(u => SeededRandom.Hash((ulong)options.Seed, (ulong)u))
                .Take(MaxValidationUsers),
        ];
        if (users.Length == 0)
        {
            return false;
        }

        TrainingData earlier = Where(matrix, (u, n) => matrix.GetUserTimestamps(u)[n] < cut);
        AlsOptions quick = options with { Iterations = Math.Min(options.Iterations, SearchIterations), RecordLoss = false, Patience = 0 };
        double Quality(AlsOptions candidate) => ValidateLater(
            new AlsTrainer(candidate).Fit(earlier, cancellationToken: cancellationToken), matrix, users, cut);
        return Quality(quick with { ItemBias = true, BiasRegularization = quick.Regularization }) > Quality(quick);
    }

    /// <summary>Mean NDCG@10 of what users liked from <paramref name="cut"/> on, among the items that the model knows.</summary>
    private static double ValidateLater(AlsModel model, InteractionMatrix matrix, int[] users, long cut)
    {
        double sum = 0;
        int counted = 0;
        ScoredItem[] found = new ScoredItem[Cutoff];
        HashSet<int> relevant = [];
        foreach (int user in users)
        {
            relevant.Clear();
            ReadOnlySpan<int> row = matrix.GetUserItems(user);
            for (int n = 0; n < row.Length; n++)
            {
                if (matrix.GetUserTimestamps(user)[n] >= cut && model.RankableItems.Contains(row[n]))
                {
                    relevant.Add(row[n]);
                }
            }

            if (relevant.Count > 0)
            {
                sum += Ndcg(found.AsSpan(0, model.Recommend(RecommendationQuery.ForUser(user), found)), relevant);
                counted++;
            }
        }

        return counted == 0 ? 0 : sum / counted;
    }

    /// <summary>Ideal over min(10, relevant items).</summary>
    private static double Ndcg(ReadOnlySpan<ScoredItem> found, HashSet<int> relevant)
    {
        double gain = 0;
        double ideal = 0;
        for (int n = 0; n < Cutoff; n++)
        {
            double discount = 1 / Math.Log2(n + 2);
            gain += n < found.Length && relevant.Contains(found[n].ItemIndex) ? discount : 0;
            ideal += n < relevant.Count ? discount : 0;
        }

        return gain / ideal;
    }

    /// <summary>The entries that satisfy a condition on user and place in the user's row; both index spaces stay.</summary>
    private static TrainingData Where(InteractionMatrix matrix, Func<int, int, bool> keep)
    {
        int[] starts = new int[matrix.UserCount + 1];
        List<int> items = [];
        List<float> weights = [];
        for (int u = 0; u < matrix.UserCount; u++)
        {
            ReadOnlySpan<int> row = matrix.GetUserItems(u);
            for (int n = 0; n < row.Length; n++)
            {
                if (keep(u, n))
                {
                    items.Add(row[n]);
                    weights.Add(matrix.HasWeights ? matrix.GetUserWeights(u)[n] : 1);
                }
            }

            starts[u + 1] = items.Count;
        }

        InteractionMatrix kept = new(matrix.UserCount, matrix.ItemCount, starts, [.. items], matrix.HasWeights ? [.. weights] : [], []);
        return TrainingData.Create(new UserHistories(kept, kept));
    }

    private static bool Improves(AlsOptions candidate, ref AlsOptions best, ref double quality, Func<AlsOptions, double> measure)
    {
        double value = measure(candidate);
        if (!(value > quality))
        {
            return false;
        }

        best = candidate;
        quality = value;
        return true;
    }

    /// <summary>The data without the users set aside (their rows are empty), and those users.</summary>
    private static (TrainingData Train, int[] Users) SetAside(InteractionMatrix matrix, int seed)
    {
        int[] users =
        [
            .. Enumerable.Range(0, matrix.UserCount)
                .Where(u => matrix.GetUserItems(u).Length >= 5)
                .OrderBy(u => SeededRandom.Hash((ulong)seed, (ulong)u)),
        ];
        users = users[..Math.Min(users.Length / 5, MaxValidationUsers)];
        bool[] aside = new bool[matrix.UserCount];
        foreach (int user in users)
        {
            aside[user] = true;
        }

        int[] starts = new int[matrix.UserCount + 1];
        for (int u = 0; u < matrix.UserCount; u++)
        {
            starts[u + 1] = starts[u] + (aside[u] ? 0 : matrix.GetUserItems(u).Length);
        }

        int[] items = new int[starts[^1]];
        float[] weights = matrix.HasWeights ? new float[items.Length] : [];
        for (int u = 0; u < matrix.UserCount; u++)
        {
            if (!aside[u])
            {
                matrix.GetUserItems(u).CopyTo(items.AsSpan(starts[u]));
                matrix.GetUserWeights(u).CopyTo(weights.AsSpan(matrix.HasWeights ? starts[u] : 0));
            }
        }

        InteractionMatrix train = new(matrix.UserCount, matrix.ItemCount, starts, items, weights, []);
        return (TrainingData.Create(new UserHistories(train, train)), users);
    }

    /// <summary>Mean NDCG@10 over the users set aside, ideal over min(10, relevant items that the model knows).</summary>
    private static double Validate(AlsModel model, InteractionMatrix matrix, int[] users, int seed)
    {
        double sum = 0;
        int counted = 0;
        ScoredItem[] found = new ScoredItem[Cutoff];
        List<int> known = [];
        List<float> weights = [];
        HashSet<int> relevant = [];
        foreach (int user in users)
        {
            known.Clear();
            weights.Clear();
            relevant.Clear();
            ReadOnlySpan<int> row = matrix.GetUserItems(user);
            ReadOnlySpan<float> rowWeights = matrix.GetUserWeights(user);
            for (int n = 0; n < row.Length; n++)
            {
                if (!model.RankableItems.Contains(row[n]))
                {
                    continue;
                }

                if (SeededRandom.Hash((ulong)seed + 1, ((ulong)user << 32) | (uint)row[n]) % 5 == 0)
                {
                    relevant.Add(row[n]);
                }
                else
                {
                    known.Add(row[n]);
                    weights.Add(rowWeights.IsEmpty ? 1 : rowWeights[n]);
                }
            }

            if (relevant.Count == 0 || known.Count == 0)
            {
                continue;
            }

            int written = model.Recommend(RecommendationQuery.ForHistory(known.ToArray(), weights.ToArray()), found);
            sum += Ndcg(found.AsSpan(0, written), relevant);
            counted++;
        }

        return counted == 0 ? 0 : sum / counted;
    }
}
