namespace MovieRec.Eval;

/// <summary>
/// What a sum over hits is divided by (for NDCG: how many positions the ideal ranking fills). k is the cutoff, R the number
/// of relevant items, n the length of the list, at most k.
/// </summary>
public enum MetricDivisor
{
    /// <summary>The metric's own default: k for precision, min(k, R) for recall, average precision and NDCG.</summary>
    Default,

    /// <summary>min(k, R), in names <c>(min)</c>: what a perfect ranking could reach.</summary>
    CutoffOrRelevant,

    /// <summary>R, in names <c>(R)</c>.</summary>
    Relevant,

    /// <summary>k, in names <c>(k)</c>: missing places are misses.</summary>
    Cutoff,

    /// <summary>n, in names <c>(n)</c>: a short list is not punished; not defined for an empty list.</summary>
    ListLength,

    /// <summary>min(n, R), in names <c>(min-n)</c>; not defined for an empty list.</summary>
    ListLengthOrRelevant,
}
