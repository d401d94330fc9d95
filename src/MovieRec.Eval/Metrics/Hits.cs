namespace MovieRec.Eval;

/// <summary>Counting shared by the metrics.</summary>
internal static class Hits
{
    /// <summary>R under a scope.</summary>
    public static int Relevant(in RankingContext context, RelevantScope scope) =>
        scope == RelevantScope.All ? context.RelevantCount : context.Relevant.Length;

    /// <summary>The part of the ranking that a metric looks at.</summary>
    public static ReadOnlySpan<int> Top(in RankingContext context, int cutoff) =>
        context.Ranking[..Math.Min(cutoff, context.Ranking.Length)];

    /// <summary>Hits among the first <paramref name="cutoff"/> ranks.</summary>
    public static int Count(in RankingContext context, int cutoff)
    {
        int hits = 0;
        foreach (int item in Top(context, cutoff))
        {
            hits += context.IsRelevant(item) ? 1 : 0;
        }

        return hits;
    }

    /// <summary>The divisor as a number; 0 where it is not defined.</summary>
    public static int Divisor(MetricDivisor divisor, int cutoff, int relevant, int listLength)
    {
        int shown = Math.Min(cutoff, listLength);
        return divisor switch
        {
            MetricDivisor.Relevant => relevant,
            MetricDivisor.Cutoff => cutoff,
            MetricDivisor.ListLength => shown,
            MetricDivisor.ListLengthOrRelevant => Math.Min(shown, relevant),
            _ => Math.Min(cutoff, relevant),
        };
    }
}
