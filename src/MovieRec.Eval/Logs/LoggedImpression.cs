namespace MovieRec.Eval;

/// <summary>An impression and what became of it.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed class LoggedImpression<TItemId>
    where TItemId : notnull
{
    internal LoggedImpression(FeedbackEvent<TItemId> impression, int userIndex, bool clicked, bool saved, bool notInterested)
    {
        Impression = impression;
        UserIndex = userIndex;
        Clicked = clicked;
        Saved = saved;
        NotInterested = notInterested;
    }

    /// <summary>The earliest event of the impression.</summary>
    public FeedbackEvent<TItemId> Impression { get; }

    /// <summary>Dense index of the user in this log, ascending by pseudonym.</summary>
    public int UserIndex { get; }

    /// <summary>Whether the item was clicked.</summary>
    public bool Clicked { get; }

    /// <summary>Whether the item was saved.</summary>
    public bool Saved { get; }

    /// <summary>Whether the person asked not to see it again.</summary>
    public bool NotInterested { get; }

    /// <summary>Whether an outcome happened; true for <see cref="FeedbackKind.Impression"/>.</summary>
    /// <param name="kind">The outcome.</param>
    public bool Has(FeedbackKind kind) => kind switch
    {
        FeedbackKind.Click => Clicked,
        FeedbackKind.Save => Saved,
        FeedbackKind.NotInterested => NotInterested,
        _ => true,
    };
}
