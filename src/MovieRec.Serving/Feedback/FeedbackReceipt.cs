namespace MovieRec.Serving;

/// <summary>The log's answer to an append.</summary>
/// <param name="Status">Whether the events are on disk.</param>
/// <param name="Added">Events that are new.</param>
/// <param name="Duplicates">Events whose id was stored before.</param>
public readonly record struct FeedbackReceipt(FeedbackStatus Status, int Added, int Duplicates)
{
    /// <summary>Whether the events are on disk.</summary>
    public bool IsStored => Status == FeedbackStatus.Stored;
}
