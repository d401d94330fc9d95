namespace MovieRec;

/// <summary>What the weight of a liked interaction is.</summary>
public enum InteractionWeighting
{
    /// <summary>1 for each.</summary>
    One,

    /// <summary>The rating or weight column; must be above 0.</summary>
    Rating,
}
