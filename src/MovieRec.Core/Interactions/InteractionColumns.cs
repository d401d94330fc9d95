namespace MovieRec;

/// <summary>Columns of a source beside user and item.</summary>
[Flags]
public enum InteractionColumns
{
    /// <summary>User and item only.</summary>
    None = 0,

    /// <summary>A rating or weight.</summary>
    Rating = 1,

    /// <summary>A time.</summary>
    Timestamp = 2,

    /// <summary>Both.</summary>
    RatingAndTimestamp = Rating | Timestamp,
}
