namespace MovieRec.Serving;

/// <summary>What became of events that were given to a log.</summary>
public enum FeedbackStatus
{
    /// <summary>They are on disk: committed and flushed. Ones that were there already are kept once.</summary>
    Stored,

    /// <summary>The log is full at this moment; nothing was stored. Try again later, with the same ids.</summary>
    Full,

    /// <summary>The person asked to be forgotten; nothing was stored.</summary>
    Forgotten,

    /// <summary>The log is closed; nothing was stored.</summary>
    Closed,
}
