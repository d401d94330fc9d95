namespace MovieRec;

/// <summary>How much of the score the anchor carries.</summary>
public enum ReasonStrength : byte
{
    /// <summary>There is no anchor.</summary>
    None,

    /// <summary>The anchor's share is below <see cref="RecommendOptions.WeakReasonShare"/>: word it as one cause among many.</summary>
    Weak,

    /// <summary>The anchor's share is at least <see cref="RecommendOptions.WeakReasonShare"/>.</summary>
    Strong,
}
