namespace MovieRec.Serving;

/// <summary>What an outcome is worth as a row of training data. 0 makes no row.</summary>
public sealed record FeedbackRatings
{
    /// <summary>A save. Default 5: liked.</summary>
    public float Save { get; init; } = 5;

    /// <summary>A click. Default 0: no row, so that an item that was only looked at may come again.</summary>
    public float Click { get; init; }

    /// <summary>A refusal. Default 1: seen, not liked.</summary>
    public float NotInterested { get; init; } = 1;

    internal float Of(FeedbackKind kind) => kind switch
    {
        FeedbackKind.Save => Save,
        FeedbackKind.Click => Click,
        FeedbackKind.NotInterested => NotInterested,
        _ => 0,
    };
}
