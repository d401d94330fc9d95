using MovieRec.Numerics;

namespace MovieRec;

/// <content>
/// Learning, in steps that each see only what they need: (1) weights and κ_u on the last likes, movies known to training
/// only, then b on new users; (2) how content and the content prior share a movie nobody has seen, among held-out movies only; (3) how loud
/// both are beside known movies, so that known movies lose next to nothing; (4) κ_i, on everything.
/// </content>
public sealed partial class HybridTrainer
{
    /// <summary>With fewer users to look at nothing can be told apart; the defaults stay.</summary>
    private const int LeastUsers = 20;

    /// <summary>Fewer held-out movies cannot be ranked among themselves.</summary>
    private const int LeastItems = 10;

    /// <summary>What known movies may lose to unseen ones, relative to a list without them.</summary>
    private const double LossAllowed = 0.004;

    /// <summary>Below so many interactions two folds in time are looked at instead of one: more users, less noise.</summary>
    private const int LargeInteractions = 2_000_000;

    private static ReadOnlySpan<double> EvidenceGrid => [0, 5, 20, 50, 100];

    private static ReadOnlySpan<double> NewUserGrid => [0, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

    private static ReadOnlySpan<int> KnownLikes => [1, 3, 10];

    private static ReadOnlySpan<double> ShareGrid => [0, 0.125, 0.25, 0.5, 1, 2, 4, 8];

    private static ReadOnlySpan<double> LoudnessGrid => [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

    private HybridParameters Learn(TrainingData data, HybridPart[] parts, Steps steps, CancellationToken cancellationToken)
    {
        HybridParameters start = Start(parts);
        bool content = parts.Any(static p => p.Source == HybridSource.Content) && parts.Any(static p => p.Source == HybridSource.Behaviour);
        bool weights = Options.Weights.Count == 0 || Options.UserEvidence is null;
        bool unseen = content && (Options.PriorScale is null || Options.UnseenContent is null || Options.ItemEvidence is null);
        bool newUsers = Options.NewUserPopularity is null && Options.Weights.Count == 0;
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Options.MaxDegreeOfParallelism, CancellationToken = cancellationToken };
        int[] users = ValidationUsers(data.Interactions);
        if (users.Length < LeastUsers)
        {
            return start;
        }

        HybridParameters learned = start;
        if (weights && (parts.Length > 1 || Options.Weights.Count == 0))
        {
            learned = LearnWeights(data, parts, users, learned, steps, parallel);
        }

        if (newUsers)
        {
            learned = LearnNewUsers(data, parts, learned, steps, parallel);
        }

        if (unseen)
        {
            learned = LearnUnseen(data, parts, users, learned, steps, parallel);
        }

        return learned;
    }

    /// <summary>What is set by hand, and for the rest values that do no harm.</summary>
    private HybridParameters Start(HybridPart[] parts)
    {
        double WeightOf(string name, double fallback) => Options.Weights.Count == 0
            ? fallback
            : Options.Weights.FirstOrDefault(w => w.Part == name).Weight;
        return Normalized(new HybridParameters
        {
            Weights =
            [
                .. parts.Select(p => new HybridWeight(p.Name, WeightOf(p.Name, p.Source == HybridSource.Behaviour ? 1 : 0.25))),
                new HybridWeight(HybridPart.Popularity, WeightOf(HybridPart.Popularity, 0)),
            ],
            UserEvidence = Options.UserEvidence ?? 0,
            ItemEvidence = Options.ItemEvidence ?? 0,
            PriorScale = Options.PriorScale ?? 0.3,
            UnseenContent = Options.UnseenContent ?? 1,
            NewUserPopularity = Options.NewUserPopularity ?? 0,
        });
    }

    private int[] ValidationUsers(InteractionMatrix liked)
    {
        int[] users =
        [
            .. Enumerable.Range(0, liked.UserCount)
                .Where(u => liked.GetUserItems(u).Length >= 5)
                .OrderBy(u => SeededRandom.Hash((ulong)Options.Seed + 2, (ulong)u)),
        ];
        return users[..Math.Min(users.Length, Options.MaxValidationUsers)];
    }

    private HybridStage TrainInner(TrainingData data, HybridPart[] parts, HybridHoldout holdout, Steps steps, CancellationToken cancellationToken) =>
        Train(TrainingData.Create(holdout.Train, data.Catalog), parts, steps, cancellationToken);

    private HybridParameters LearnWeights(
        TrainingData data, HybridPart[] parts, int[] users, HybridParameters start, Steps steps, ParallelOptions parallel)
    {
        List<HybridPool> pools = [];
        UserHistories histories = data.Histories;
        for (int fold = 0; fold < (data.Interactions.Count < LargeInteractions ? 2 : 1); fold++)
        {
            HybridHoldout holdout = HybridHoldout.Create(histories, Options.Seed, takeItems: false);
            HybridStage stage = TrainInner(data, parts, holdout, steps, parallel.CancellationToken);
            pools.Add(HybridPool.Create(stage, users, holdout.Relevant, ItemMask.Create(stage.ItemCount, i => stage.Likes[i] > 0), parallel));
            histories = holdout.Train;
        }

        HybridSearch search = new(p => [.. pools.SelectMany(pool => pool.Measure(p))]);
        return search.Blend(start, Options.UserEvidence is { } given ? [given] : EvidenceGrid, Options.Weights.Count == 0);
    }

    /// <summary>b, on users who were not trained on and of whom the first one, three or ten likes are known.</summary>
    private HybridParameters LearnNewUsers(TrainingData data, HybridPart[] parts, HybridParameters start, Steps steps, ParallelOptions parallel)
    {
        UserHistories train = HybridHoldout.WithoutUsers(data.Histories, Options.Seed, out int[] users);
        users = users[..Math.Min(users.Length, Options.MaxValidationUsers)];
        HybridStage stage = Train(TrainingData.Create(train, data.Catalog), parts, steps, parallel.CancellationToken);
        ItemMask known = ItemMask.Create(stage.ItemCount, i => stage.Likes[i] > 0);
        List<HybridPool> pools = [];
        foreach (int count in KnownLikes)
        {
            InteractionMatrix histories = HybridHoldout.First(data.Interactions, users, count, out InteractionMatrix others);
            pools.Add(HybridPool.Create(stage, users, others, known, parallel, histories));
        }

        HybridSearch search = new(p => [.. pools.SelectMany(pool => pool.Measure(p))]);
        return search.Best(start, NewUserGrid, static (p, value) => p with { NewUserPopularity = value });
    }

    private HybridParameters LearnUnseen(
        TrainingData data, HybridPart[] parts, int[] users, HybridParameters start, Steps steps, ParallelOptions parallel)
    {
        List<UnseenFold> folds = [];
        for (int fold = 0; fold < (data.Interactions.Count < LargeInteractions ? 2 : 1); fold++)
        {
            HybridHoldout holdout = HybridHoldout.Create(data.Histories, Options.Seed + (31 * fold), takeItems: true);
            if (holdout.ColdItems.Count < LeastItems)
            {
                return start;
            }

            HybridStage stage = TrainInner(data, parts, holdout, steps, parallel.CancellationToken);
            folds.Add(new UnseenFold(
                stage,
                HybridPool.Create(stage, users, holdout.ColdRelevant, holdout.ColdItems, parallel),
                HybridPool.Create(stage, users, holdout.Relevant, ItemMask.All(stage.ItemCount), parallel)));
        }

        // (2) Among held-out movies only: the ratio of the two, whatever their size.
        HybridParameters best = start;
        HybridSearch ratio = new(p => [.. folds.SelectMany(f => f.Among.Measure(p))]);
        if (Options.PriorScale is null && Options.UnseenContent is null)
        {
            best = ratio.Best(best with { PriorScale = 1, UnseenContent = 1 }, ShareGrid, static (p, value) => p with { UnseenContent = value });
        }

        // (3) Beside all others: as loud as known movies can bear.
        HybridParameters whole = best;
        best = ScaledUnseen(whole, LoudnessGrid[0]);
        double without = folds.Sum(f => Mean(f.All.Measure(best, f.Known)));
        double knownWithout = folds.Sum(f => Mean(f.All.Measure(best, f.Known, f.Known)));
        foreach (double loudness in LoudnessGrid)
        {
            HybridParameters candidate = ScaledUnseen(whole, loudness);
            if (folds.Sum(f => Mean(f.All.Measure(candidate))) < (1 - LossAllowed) * without
                || folds.Sum(f => Mean(f.All.Measure(candidate, null, f.Known))) < (1 - LossAllowed) * knownWithout)
            {
                break;
            }

            best = candidate;
        }

        // (4) How fast a movie's own evidence takes over.
        HybridSearch mixed = new(p => [.. folds.SelectMany(f => f.All.Measure(p))]);
        return Options.ItemEvidence is null ? mixed.Best(best, EvidenceGrid, static (p, value) => p with { ItemEvidence = value }) : best;
    }

    /// <summary>What is not set by hand, times a factor.</summary>
    private HybridParameters ScaledUnseen(HybridParameters parameters, double factor) => parameters with
    {
        PriorScale = Options.PriorScale ?? (parameters.PriorScale * factor),
        UnseenContent = Options.UnseenContent ?? (parameters.UnseenContent * factor),
    };

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

    internal static HybridParameters Normalized(HybridParameters parameters)
    {
        double sum = parameters.Weights.Sum(static w => w.Weight);
        return parameters with { Weights = [.. parameters.Weights.Select(w => w with { Weight = w.Weight / sum })] };
    }

    /// <summary>A training without some movies: lists among these alone, and lists of everything.</summary>
    private sealed record UnseenFold(HybridStage Stage, HybridPool Among, HybridPool All)
    {
        /// <summary>Whether somebody liked the movie in this training.</summary>
        public bool Known(int item) => Stage.Likes[item] > 0;
    }
}
