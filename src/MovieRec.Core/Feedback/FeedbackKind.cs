namespace MovieRec;

/// <summary>What happened to an item that was shown.</summary>
public enum FeedbackKind : byte
{
    /// <summary>The item was shown.</summary>
    Impression,

    /// <summary>The item was opened.</summary>
    Click,

    /// <summary>The item was saved for later or liked.</summary>
    Save,

    /// <summary>The person asked not to see the item again.</summary>
    NotInterested,
}
