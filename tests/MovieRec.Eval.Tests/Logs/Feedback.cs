namespace MovieRec.Eval.Tests.FeedbackLogs;

/// <summary>Events for tests.</summary>
internal static class Feedback
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static FeedbackEvent<int> Event(
        string user, int item, int position = 1, FeedbackKind kind = FeedbackKind.Impression, string variant = "als", string set = "s1", double probability = 0.5, int second = 0) => new()
        {
            UserPseudonym = user,
            ItemId = item,
            Position = position,
            Variant = variant,
            PolicyVersion = "p1",
            CandidateSetId = set,
            Probability = probability,
            ModelVersion = "m1",
            Time = Start.AddSeconds(second),
            Kind = kind,
        };

    /// <summary>A user with one list of <paramref name="impressions"/> items, the first <paramref name="clicks"/> of which were clicked and the first <paramref name="saves"/> saved.</summary>
    public static IEnumerable<FeedbackEvent<int>> User(string user, string variant, int impressions, int clicks, int saves = 0)
    {
        for (int i = 0; i < impressions; i++)
        {
            FeedbackEvent<int> shown = Event(user, i, i + 1, variant: variant);
            yield return shown;
            if (i < clicks)
            {
                yield return shown with { Kind = FeedbackKind.Click, Time = shown.Time.AddSeconds(5) };
            }

            if (i < saves)
            {
                yield return shown with { Kind = FeedbackKind.Save, Time = shown.Time.AddSeconds(9) };
            }
        }
    }

    public static KnownEstimate Known(LogEstimate estimate) => Assert.IsType<KnownEstimate>(estimate);

    public static void IsUnknown(UnknownReason reason, LogEstimate estimate)
    {
        UnknownEstimate unknown = Assert.IsType<UnknownEstimate>(estimate);
        Assert.Equal(reason, unknown.Reason);
        Assert.False(estimate.IsKnown);
        Assert.StartsWith("UNKNOWN", estimate.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(unknown.Detail);
    }
}
