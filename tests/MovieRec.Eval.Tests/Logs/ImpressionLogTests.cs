using FsCheck.Xunit;

namespace MovieRec.Eval.Tests.FeedbackLogs;

public sealed class ImpressionLogTests
{
    [Fact]
    public void Join_Outcomes_FindTheirImpression()
    {
        ImpressionLog<int> log = ImpressionLog.Join(
        [
            Feedback.Event("b", 1),
            Feedback.Event("a", 9, 2),
            Feedback.Event("a", 8, 1),
            Feedback.Event("a", 9, 2, FeedbackKind.Click, second: 3),
            Feedback.Event("a", 9, 2, FeedbackKind.Click, second: 4),
            Feedback.Event("a", 9, 2, FeedbackKind.Save, second: 5),
            Feedback.Event("b", 1, 1, FeedbackKind.NotInterested, second: 5),
        ]);

        Assert.Equal([("a", 8, false, false, false), ("a", 9, true, true, false), ("b", 1, false, false, true)],
            log.Impressions.Select(static i => (i.Impression.UserPseudonym, i.Impression.ItemId, i.Clicked, i.Saved, i.NotInterested)));
        Assert.Equal([0, 0, 1], log.Impressions.Select(static i => i.UserIndex));
        Assert.Equal(2, log.UserCount);
        Assert.Equal(new ImpressionLogCounts { Events = 7, Impressions = 3, Outcomes = 3, Repeated = 1, Orphans = 0, Contradictions = 0 }, log.Counts);
    }

    [Fact]
    public void Join_ImpressionSeenTwice_CountsOnceFromTheFirstTime()
    {
        ImpressionLog<int> log = ImpressionLog.Join([Feedback.Event("a", 1, second: 9), Feedback.Event("a", 1, second: 2), Feedback.Event("a", 1, kind: FeedbackKind.Click, second: 5)]);

        LoggedImpression<int> only = Assert.Single(log.Impressions);
        Assert.True(only.Clicked);
        Assert.Equal(Feedback.Start.AddSeconds(2), only.Impression.Time);
        Assert.Equal(1, log.Counts.Repeated);
    }

    [Theory]
    [InlineData("b", 1, 1, "s1", 5)] // another user
    [InlineData("a", 2, 1, "s1", 5)] // another item
    [InlineData("a", 1, 2, "s1", 5)] // another position
    [InlineData("a", 1, 1, "s2", 5)] // another list
    [InlineData("a", 1, 1, "s1", -1)] // before it was shown
    public void Join_OutcomeWithoutItsImpression_IsAnOrphan(string user, int item, int position, string set, int second)
    {
        ImpressionLog<int> log = ImpressionLog.Join([Feedback.Event("a", 1), Feedback.Event(user, item, position, FeedbackKind.Click, set: set, second: second)]);

        Assert.False(Assert.Single(log.Impressions).Clicked);
        Assert.Equal(1, log.Counts.Orphans);
    }

    [Fact]
    public void Join_Contradictions_AreLeftOut()
    {
        FeedbackEvent<int> shown = Feedback.Event("a", 1);
        ImpressionLog<int> outcome = ImpressionLog.Join([shown, shown with { Kind = FeedbackKind.Click, Probability = 0.25 }]);
        ImpressionLog<int> impressions = ImpressionLog.Join([shown, shown with { Variant = "popularity" }, shown with { Kind = FeedbackKind.Click }, Feedback.Event("b", 1)]);

        Assert.False(Assert.Single(outcome.Impressions).Clicked);
        Assert.Equal(1, outcome.Counts.Contradictions);
        Assert.Equal("b", Assert.Single(impressions.Impressions).Impression.UserPseudonym);
        Assert.Equal(3, impressions.Counts.Contradictions);
    }

    [Fact]
    public void Join_NullEvent_SaysWhich() =>
        Assert.Contains("Event 1", Assert.Throws<ArgumentException>(() => ImpressionLog.Join([Feedback.Event("a", 1), null!])).Message, StringComparison.Ordinal);

    [Property(MaxTest = 300)]
    public void Join_AnyEventsInAnyOrder_GiveTheSameAndLoseNone(byte[] bytes, int seed)
    {
        FeedbackEvent<int>[] events = [.. bytes.Select(static (b, i) => Feedback.Event(
            $"u{b % 2}", b / 2 % 2, 1 + (b / 4 % 2), (FeedbackKind)(b / 8 % 4), probability: b % 37 == 0 ? 0.25 : 0.5, second: b / 32 % 3))];
        FeedbackEvent<int>[] shuffled = [.. events.Select((e, i) => (Event: e, Key: SplitRows.Hash(seed, (ulong)i))).OrderBy(static p => p.Key).Select(static p => p.Event)];

        ImpressionLog<int> log = ImpressionLog.Join(events);
        ImpressionLog<int> other = ImpressionLog.Join(shuffled);

        ImpressionLogCounts c = log.Counts;
        Assert.Equal(events.Length, c.Events);
        Assert.Equal(c.Events, c.Impressions + c.Outcomes + c.Repeated + c.Orphans + c.Contradictions);
        Assert.Equal(c, other.Counts);
        Assert.Equal(
            log.Impressions.Select(static i => (i.Impression, i.UserIndex, i.Clicked, i.Saved, i.NotInterested)),
            other.Impressions.Select(static i => (i.Impression, i.UserIndex, i.Clicked, i.Saved, i.NotInterested)));
    }

    [Fact]
    public void ForVariant_KeepsThatVariantAndItsIndices()
    {
        ImpressionLog<int> log = ImpressionLog.Join([Feedback.Event("a", 1, variant: "popularity"), Feedback.Event("b", 1)]);

        Assert.Equal(1, Assert.Single(log.ForVariant("als").Impressions).UserIndex);
        Assert.Empty(log.ForVariant("ALS").Impressions);
    }
}
