using FsCheck.Xunit;

namespace MovieRec.Eval.Tests.Metrics;

public sealed class MetricPropertyTests
{
    private static readonly string[] Conventions =
    [
        "NDCG", "NDCG(k)", "NDCG(clip)", "HR", "MAP", "MAP(R)", "MAP(k)", "MAP(min-n)", "Recall", "Recall(R)", "Precision", "Precision(n)",
        "Precision(min)", "MRR", "NDCG(known)", "Recall(R,known)",
    ];

    [Property]
    public void Measure_AnyRanking_IsWithinZeroAndOneOrUndefined(byte[] ranked, byte[] relevant, byte outside, byte cutoff)
    {
        foreach (IRankingMetric metric in All(1 + (cutoff % 30)))
        {
            double value = metric.Measure(new RankingContext(Distinct(ranked), Ascending(relevant), outside % 4));

            Assert.True(double.IsNaN(value) || value is >= 0 and <= 1, $"{metric.Name}: {value}");
        }
    }

    [Property]
    public void Measure_NothingRelevant_IsUndefined(byte[] ranked, byte cutoff)
    {
        foreach (IRankingMetric metric in All(1 + (cutoff % 30)))
        {
            Assert.Equal(double.NaN, metric.Measure(new RankingContext(Distinct(ranked), [])));
        }
    }

    /// <summary>Putting a relevant item where a miss stood never lowers a value.</summary>
    [Property]
    public void Measure_MissTurnedIntoHit_NeverFalls(byte[] ranked, byte[] relevant, byte cutoff)
    {
        int[] before = Distinct(ranked);
        int[] wanted = [.. Ascending(relevant), 300];
        int miss = Array.FindIndex(before, i => Array.BinarySearch(wanted, i) < 0);
        if (miss < 0)
        {
            return;
        }

        int[] after = [.. before];
        after[miss] = 300;
        foreach (IRankingMetric metric in All(1 + (cutoff % 30)))
        {
            double low = metric.Measure(new RankingContext(before, wanted));
            double high = metric.Measure(new RankingContext(after, wanted));

            Assert.True(high >= low, $"{metric.Name}: {low} fell to {high}");
        }
    }

    /// <summary>Moving a hit one rank up never lowers a value.</summary>
    [Property]
    public void Measure_HitMovedUp_NeverFalls(byte[] ranked, byte[] relevant, byte cutoff)
    {
        int[] before = Distinct(ranked);
        int[] wanted = [.. Ascending(relevant), 300];
        for (int p = 1; p < before.Length; p++)
        {
            if (Array.BinarySearch(wanted, before[p]) < 0 || Array.BinarySearch(wanted, before[p - 1]) >= 0)
            {
                continue;
            }

            int[] after = [.. before];
            (after[p - 1], after[p]) = (after[p], after[p - 1]);
            foreach (IRankingMetric metric in All(1 + (cutoff % 30)))
            {
                double low = metric.Measure(new RankingContext(before, wanted));
                double high = metric.Measure(new RankingContext(after, wanted));

                Assert.True(high >= low - 1e-15, $"{metric.Name}: {low} fell to {high}");
            }
        }
    }

    /// <summary>Exactly 1, not nearly: hits and ideal are summed in the same order.</summary>
    [Property]
    public void Measure_IdealRanking_IsOne(byte[] relevant, byte cutoff)
    {
        int[] wanted = [.. Ascending(relevant), 300];
        int[] ideal = [.. wanted.Reverse(), 400, 401, 402];
        int k = 1 + (cutoff % 30);
        foreach (string name in new[] { "NDCG", "NDCG(clip)", "HR", "MAP", "MAP(min-n)", "Recall", "Precision(min)", "MRR" })
        {
            Assert.Equal(1.0, Named(name, k).Measure(new RankingContext(ideal, wanted)));
        }
    }

    [Property]
    public void Measure_PermutedIds_IsTheSame(byte[] ranked, byte[] relevant, byte cutoff, byte shift)
    {
        int[] ranking = Distinct(ranked);
        int[] wanted = Ascending(relevant);
        int[] otherRanking = [.. ranking.Select(Rename)];
        int[] otherWanted = [.. wanted.Select(Rename).Order()];
        foreach (IRankingMetric metric in All(1 + (cutoff % 30)))
        {
            Assert.Equal(metric.Measure(new RankingContext(ranking, wanted)), metric.Measure(new RankingContext(otherRanking, otherWanted)));
        }

        int Rename(int item) => ((item * 5) + shift) % 256;
    }

    private static IEnumerable<IRankingMetric> All(int cutoff) => Conventions.Select(c => Named(c, cutoff));

    private static IRankingMetric Named(string convention, int cutoff)
    {
        int open = convention.IndexOf('(', StringComparison.Ordinal);
        string name = open < 0 ? $"{convention}@{cutoff}" : $"{convention[..open]}@{cutoff}{convention[open..]}";
        return (IRankingMetric)MetricParser.Parse(name);
    }

    private static int[] Distinct(byte[]? items) => [.. (items ?? []).Select(static i => (int)i).Distinct()];

    private static int[] Ascending(byte[]? items) => [.. Distinct(items).Order()];
}
