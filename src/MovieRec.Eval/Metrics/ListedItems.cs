namespace MovieRec.Eval;

/// <summary>Who is counted, and which part of the list, by metrics that describe the list.</summary>
internal static class ListedItems
{
    /// <summary>The first k items; false where the metric is not defined.</summary>
    public static bool TryTop(in RankingContext context, int cutoff, MetricConvention convention, out ReadOnlySpan<int> top)
    {
        top = Hits.Top(context, cutoff);
        return top.Length >= (convention.ShortLists == ShortLists.Undefined ? cutoff : 1) && Counts(context, convention);
    }

    /// <summary>Whether the user is counted.</summary>
    public static bool Counts(in RankingContext context, MetricConvention convention) =>
        convention.Users == CountedUsers.Everyone || context.RelevantCount > 0;
}
