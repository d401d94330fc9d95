namespace MovieRec;

/// <summary>How a result list is ordered.</summary>
public enum ResultOrder
{
    /// <summary>By score, highest first.</summary>
    ByScore,

    /// <summary>By a re-ranker's objective; scores need not fall.</summary>
    Reranked,
}
