namespace MovieRec;

/// <summary>What the weight of a liked interaction is.</summary>
public enum InteractionWeighting
{
    /// <summary>1 for each.</summary>
    One,

    /// <summary>The rating or weight column; must be above 0.</summary>
    Rating,

    /// <summary>1 + ln(1 + value) with the rating or weight column, which must be above 0: for counts that span powers of ten.</summary>
    Logarithm,
}
