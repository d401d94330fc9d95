namespace MovieRec.Serving;

/// <summary>What a row of a home page holds.</summary>
public enum HomeRowKind
{
    /// <summary>The best for the person.</summary>
    ForYou,

    /// <summary>Items like one that the person liked: the anchor.</summary>
    BecauseYouLiked,

    /// <summary>The best for the person among new items.</summary>
    NewForYou,

    /// <summary>Popular items of a genre that the person likes.</summary>
    PopularInGenre,

    /// <summary>Popular items.</summary>
    Popular,
}
