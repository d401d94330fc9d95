namespace MovieRec;

/// <summary>Why an item was recommended.</summary>
public enum ReasonKind : byte
{
    /// <summary>No reason is known: the model cannot explain, or reasons were not asked for.</summary>
    None,

    /// <summary>A liked item caused the score: the anchor.</summary>
    BecauseYouLiked,

    /// <summary>It resembles a liked item in content: the anchor.</summary>
    SimilarContent,

    /// <summary>Many people like it; nothing in the history caused it.</summary>
    Popular,

    /// <summary>It is new; nothing in the history caused it.</summary>
    New,
}
