using FsCheck.Xunit;

namespace MovieRec.Eval.Tests.Metrics;

/// <summary>What must hold on any list: bounds, what may not matter, and in which direction a change counts.</summary>
public sealed class BeyondAccuracyPropertyTests
{
    private const int Items = 40;
    private static readonly string[] GenreNames = ["A", "B", "C", "D", "E"];

    private static readonly EvaluationContext Shared = new(
        ItemMask.All(Items),
        Enumerable.Range(0, Items).Select(static i => i * i % 23).ToArray(),
        50,
        MovieCatalog.Create(
        [
            .. Enumerable.Range(0, Items).Select(static i => new MovieMetadata { Genres = [.. GenreNames.Where((_, g) => (i * 7 >> g) % 2 == 1)] }),
        ]));

    private static readonly ItemVectors Vectors = new("v", static i => i % 7 == 0 ? [] : new[] { MathF.Sin(i), MathF.Cos(i * i), i % 3 });

    [Property]
    public void Measure_AnyList_IsWithinItsBounds(byte[] ranked, byte[] relevant, byte[] history, byte cutoff)
    {
        (string Name, double High)[] bounds =
        [
            ("Novelty@k", Math.Log2(50)), ("Novelty@k(interactions)", Math.Log2(Shared.InteractionCount)), ("ILD@k", 1), ("ILD@k(vector)", 2),
            ("Serendipity@k", 1), ("Serendipity@k(n)", 1), ("Calibration@k", Math.Log(1 / CalibrationMetric.Smoothing)), ("Popularity@k", 22),
            ("LongTail@k", 1), ("AUC", 1), ("AUC(known)", 1),
        ];
        foreach ((string name, double high) in bounds)
        {
            double value = Measure(Named(name, cutoff), Distinct(ranked), Ascending(relevant), Ascending(history));

            Assert.True(double.IsNaN(value) || (value >= 0 && value <= high + 1e-9), $"{name}: {value}");
        }
    }

    [Property]
    public void Measure_OrderOfTheList_DoesNotMatter(byte[] ranked, byte[] history)
    {
        int[] list = Distinct(ranked);
        int[] reversed = [.. list.Reverse()];
        foreach (string name in new[] { "Novelty@k", "ILD@k", "ILD@k(vector)", "Calibration@k", "Popularity@k", "LongTail@k" })
        {
            IRankingMetric metric = Named(name, 255);
            Assert.Equal(Measure(metric, list, [1], Ascending(history)), Measure(metric, reversed, [1], Ascending(history)), 1e-9);
        }
    }

    /// <summary>Swapping an item for a more popular one never raises novelty or the long tail, and never lowers popularity.</summary>
    [Property]
    public void Measure_MorePopularItem_IsLessNovel(byte[] ranked, byte place, byte other)
    {
        int[] list = Distinct(ranked);
        if (list.Length == 0 || list.Contains(other % Items))
        {
            return;
        }

        int[] changed = [.. list];
        changed[place % list.Length] = other % Items;
        int sign = Shared.GetPopularityRank(other % Items).CompareTo(Shared.GetPopularityRank(list[place % list.Length]));
        int[] more = sign < 0 ? changed : list;
        int[] less = sign < 0 ? list : changed;

        Assert.True(Of("Novelty@k", more) <= Of("Novelty@k", less) + 1e-12);
        Assert.True(Of("LongTail@k", more) <= Of("LongTail@k", less));
        Assert.True(Of("Popularity@k", more) >= Of("Popularity@k", less) - 1e-12);

        static double Of(string name, int[] list) => Measure(Named(name, 255), list, [1], []);
    }

    [Property]
    public void Serendipity_AnyList_IsAtMostPrecisionAndNothingForPopularity(byte[] ranked, byte[] relevant, byte[] history, byte cutoff)
    {
        int[] seen = Ascending(history);
        int[] wanted = [.. Ascending(relevant).Except(seen)];
        int[] list = [.. Distinct(ranked).Except(seen)];
        int[] popular = [.. Shared.ItemsByPopularity.ToArray().Except(seen)];
        if (wanted.Length > 0)
        {
            Assert.True(Measure(Named("Serendipity@k", cutoff), list, wanted, seen) <= Measure(Named("Precision@k", cutoff), list, wanted, seen));
            Assert.Equal(0, Measure(Named("Serendipity@k", cutoff), popular, wanted, seen));
        }
    }

    [Property]
    public void Calibration_ListOfTheHistoryItself_IsPerfect(byte[] history)
    {
        int[] liked = Ascending(history);
        double value = Measure(Named("Calibration@k", 255), liked, [1], liked);

        Assert.True(double.IsNaN(value) || value < 1e-12, $"{value}");
    }

    [Property]
    public void Auc_Scores_AreLookedAtByOrderOnly(byte[] scored, byte[] relevant)
    {
        float[] scores = Scores(scored);
        int[] wanted = Ascending(relevant);
        double value = Auc(scores, wanted);
        if (double.IsNaN(value))
        {
            Assert.True(wanted.Length is 0 or Items);
            return;
        }

        Assert.Equal(value, Auc([.. scores.Select(static s => (s * 3) + 1)], wanted));
        Assert.Equal(1 - value, Auc([.. scores.Select(static s => -s)], wanted), 1e-12);
        Assert.Equal(1, Auc([.. scores.Select((s, i) => wanted.Contains(i) ? s + 1000 : s)], wanted));
        Assert.Equal(BruteForce(scores, wanted), value, 1e-12);
    }

    [Property]
    public void Auc_RelevantItemWithoutScore_CostsItsWholeShare(byte[] scored, byte[] relevant)
    {
        float[] scores = Scores(scored);
        int[] wanted = Ascending(relevant);
        if (wanted.Length is 0 or Items)
        {
            return;
        }

        float[] without = [.. scores];
        without[wanted[0]] = float.NaN;

        Assert.Equal(wanted.Length > 1 ? BruteForce(scores, wanted[1..], excluded: wanted[0]) * (wanted.Length - 1) / wanted.Length : 0, Auc(without, wanted), 1e-12);
    }

    [Property]
    public void Gini_AnyLists_IsBetweenEqualAndOneTakesAll(byte[][] lists, byte cutoff)
    {
        IMetricAccumulator accumulator = new GiniMetric(1 + (cutoff % 30)).Start(Shared);
        foreach (byte[] list in lists ?? [])
        {
            accumulator.Add(new RankingContext(Distinct(list), [0]));
        }

        double value = accumulator.Value;
        Assert.True(double.IsNaN(value) || value is >= -1e-12 and <= 1 - (1.0 / Items) + 1e-12, $"{value}");
    }

    private static double BruteForce(float[] scores, int[] wanted, int excluded = -1)
    {
        double wins = 0;
        int[] others = [.. Enumerable.Range(0, Items).Where(i => !wanted.Contains(i) && i != excluded)];
        foreach (int i in wanted)
        {
            foreach (int j in others)
            {
                wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
            }
        }

        return wins / ((double)wanted.Length * others.Length);
    }

    private static double Auc(float[] scores, int[] wanted)
    {
        RankingContext context = new([], wanted) { Evaluation = Shared, Scorer = new SmallWorld.GivenScores(scores) };
        return new AucMetric().Measure(context);
    }

    private static double Measure(IRankingMetric metric, int[] ranking, int[] relevant, int[] history) => metric.Measure(
        new RankingContext(ranking, relevant) { Evaluation = Shared, History = history, Seen = history, Scorer = new SmallWorld.GivenScores(Scores([3, 1, 4, 1, 5])) });

    private static IRankingMetric Named(string name, byte cutoff) => (IRankingMetric)MetricParser.Parse(
        name.Replace("@k", FormattableString.Invariant($"@{1 + cutoff}"), StringComparison.Ordinal), vectors: Vectors);

    private static float[] Scores(byte[]? scored) => [.. Enumerable.Range(0, Items).Select(i => scored is { Length: > 0 } ? (scored[i % scored.Length] + i) % 8 : i % 5f)];

    private static int[] Distinct(byte[]? items) => [.. (items ?? []).Select(static i => i % Items).Distinct()];

    private static int[] Ascending(byte[]? items) => [.. Distinct(items).Order()];
}
