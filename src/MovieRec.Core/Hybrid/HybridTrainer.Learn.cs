using MovieRec.Numerics;

namespace MovieRec;

/// <content>
/// Learning, in steps that each see only what they need: (1) weights and κ_u on the last likes, movies known to training
/// only; (2) how content and the content prior share a movie nobody has seen, among held-out movies only; (3) how loud
/// both are beside known movies, so that known movies lose next to nothing; (4) κ_i, on everything.
/// </content>
public sealed partial class HybridTrainer
{
    /// <summary>With fewer users to look at nothing can be told apart; the defaults stay.</summary>
    private const int LeastUsers = 20;

    /// <summary>What known movies may lose to unseen ones, relative to a list without them.</summary>
    private const double LossAllowed = 0.003;

    private static ReadOnlySpan<double> EvidenceGrid => [0, 1, 2, 5, 10, 20, 50, 100];

    private static ReadOnlySpan<double> ShareGrid => [0, 0.125, 0.25, 0.5, 1, 2, 4, 8];

    private static ReadOnlySpan<double> LoudnessGrid => [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.85, 1, 1.2, 1.5, 2];

    private HybridParameters Learn(TrainingData data, HybridPart[] parts, Steps steps, CancellationToken cancellationToken)
    {
        HybridParameters start = Start(parts);
        bool content = parts.Any(static p => p.Source == HybridSource.Content) && parts.Any(static p => p.Source == HybridSource.Behaviour);
        bool weights = Options.Weights.Count == 0 || Options.UserEvidence is null;
        bool unseen = content && (Options.PriorScale is null || Options.UnseenContent is null || Options.ItemEvidence is null);
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
        HybridHoldout holdout = HybridHoldout.Create(data.Histories, Options.Seed, takeItems: false);
        HybridStage stage = TrainInner(data, parts, holdout, steps, parallel.CancellationToken);
        HybridPool pool = HybridPool.Create(stage, users, holdout.Relevant, ItemMask.Create(stage.ItemCount, i => stage.Likes[i] > 0), parallel);
        HybridSearch search = new(p => pool.Measure(p));
        HybridParameters best = start;
        for (int round = 0; round < 2; round++)
        {
            HybridParameters before = best;
            best = Options.Weights.Count == 0 ? search.Weights(best) : best;
            best = Options.UserEvidence is null ? search.Best(best, EvidenceGrid, static (p, value) => p with { UserEvidence = value }) : best;
            if (best == before)
            {
                break;
            }
        }

        return best;
    }

    private HybridParameters LearnUnseen(
        TrainingData data, HybridPart[] parts, int[] users, HybridParameters start, Steps steps, ParallelOptions parallel)
    {
        HybridHoldout holdout = HybridHoldout.Create(data.Histories, Options.Seed, takeItems: true);
        if (holdout.ColdItems.Count < 10)
        {
            return start;
        }

        HybridStage stage = TrainInner(data, parts, holdout, steps, parallel.CancellationToken);
        HybridParameters best = start;

        // (2) Among held-out movies only: the ratio of the two, whatever their size.
        HybridPool among = HybridPool.Create(stage, users, holdout.ColdRelevant, holdout.ColdItems, parallel);
        HybridSearch ratio = new(p => among.Measure(p));
        if (Options.PriorScale is null && Options.UnseenContent is null)
        {
            best = ratio.Best(best with { PriorScale = 1, UnseenContent = 1 }, ShareGrid, static (p, value) => p with { UnseenContent = value });
        }

        // (3) Beside all others: their size.
        HybridPool all = HybridPool.Create(stage, users, holdout.Relevant, ItemMask.All(stage.ItemCount), parallel);
        double[] without = all.Measure(best, i => stage.Likes[i] > 0, i => stage.Likes[i] > 0);
        double Loss(HybridParameters p) => 1 - (Mean(all.Measure(p, null, i => stage.Likes[i] > 0)) / Mean(without));
        HybridSearch mixed = new(p => all.Measure(p));
        HybridParameters loudest = best;
        best = ScaledUnseen(loudest, 0.02);
        foreach (double loudness in LoudnessGrid)
        {
            HybridParameters candidate = ScaledUnseen(loudest, loudness);
            if (Loss(candidate) <= LossAllowed && mixed.Improves(best, candidate))
            {
                best = candidate;
            }
        }

        // (4) How fast a movie's own evidence takes over.
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
}
