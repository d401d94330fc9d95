namespace MovieRec.Serving;

/// <summary>An event and the id under which it is stored once, however often it is sent.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <param name="Id">UUIDv7, made when the thing happened: <see cref="Guid.CreateVersion7(DateTimeOffset)"/>. A retry sends the same id.</param>
/// <param name="Event">What happened.</param>
public sealed record FeedbackRecord<TItemId>(Guid Id, FeedbackEvent<TItemId> Event)
    where TItemId : notnull
{
    /// <summary>A record with a new id.</summary>
    /// <param name="feedback">What happened.</param>
    public static FeedbackRecord<TItemId> Create(FeedbackEvent<TItemId> feedback)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        return new FeedbackRecord<TItemId>(Guid.CreateVersion7(feedback.Time), feedback);
    }
}
