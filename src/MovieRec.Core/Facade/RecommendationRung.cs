namespace MovieRec;

/// <summary>How far down the fallback ladder an answer comes from.</summary>
public enum RecommendationRung
{
    /// <summary>Nothing could be answered: the list is empty.</summary>
    None,

    /// <summary>From the stored history of a known user.</summary>
    Personalized,

    /// <summary>From a history given with the request.</summary>
    FoldIn,

    /// <summary>Items like a given item.</summary>
    SimilarItems,

    /// <summary>Popular items: nothing is known about the user.</summary>
    Popular,

    /// <summary>Popular items although they do not fit the filter: nothing fits it.</summary>
    PopularUnfiltered,
}
