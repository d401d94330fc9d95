namespace MovieRec.Eval.Tests.FeedbackLogs;

/// <summary>Counterfactual estimates from events: ε-greedy logging over three items at two positions.</summary>
public sealed class ItemPositionLogTests
{
    private const int Items = 3;

    [Fact]
    public void Estimate_SimulatedLog_FindsTheTargetsRate()
    {
        ImpressionLog<int> log = Log(6_000);

        ItemPositionReport report = ItemPositionEstimator.Estimate(log, new Always(2), FeedbackKind.Click, CrossFittedRewards<int>.Fit(log));

        for (int position = 1; position <= 2; position++)
        {
            ItemPositionResult result = report.AtPosition(position);
            Assert.True(result.MeetsCoverageConditions);
            Assert.Equal(Rate(2, position), Feedback.Known(result.Estimates.InversePropensity).Value, 0.05);
            Assert.Equal(Rate(2, position), Feedback.Known(result.Estimates.SelfNormalized).Value, 0.03);
            Assert.Equal(Rate(2, position), Feedback.Known(result.Estimates.DoublyRobust).Value, 0.03);

            // A model that knows items and positions pays: far less noise than IPS.
            Assert.True(Feedback.Known(result.Estimates.DoublyRobust).StandardError < 0.9 * Feedback.Known(result.Estimates.InversePropensity).StandardError);
        }

        Assert.True(Feedback.Known(report.List.DoublyRobust).Interval.Contains(Rate(2, 1) + Rate(2, 2)));
    }

    [Fact]
    public void Estimate_OrderOfEvents_DoesNotChangeABit()
    {
        FeedbackEvent<int>[] events = [.. Events(500)];

        KnownEstimate forward = Feedback.Known(ItemPositionEstimator.Estimate(ImpressionLog.Join(events), new Always(1)).List.InversePropensity);
        KnownEstimate backward = Feedback.Known(ItemPositionEstimator.Estimate(ImpressionLog.Join(events.Reverse()), new Always(1)).List.InversePropensity);

        Assert.Equal(forward.Interval, backward.Interval);
    }

    [Fact]
    public void Estimate_LogWithoutExploration_IsUnknown()
    {
        ImpressionLog<int> log = ImpressionLog.Join(Enumerable.Range(0, 50).SelectMany(static u => Feedback.User($"u{u}", "als", 3, u % 3)).Select(static e => e with { Probability = 1 }));

        Feedback.IsUnknown(UnknownReason.NoExploration, ItemPositionEstimator.Estimate(log, new Always(0)).AtPosition(1).Estimates.InversePropensity);
    }

    [Fact]
    public void Estimate_ItemOutsideTheSupport_IsUnknown()
    {
        ImpressionLog<int> log = Log(500);

        ItemPositionReport declared = ItemPositionEstimator.Estimate(log, new Always(2, unsupported: 2));
        Feedback.IsUnknown(UnknownReason.MissingSupport, declared.AtPosition(1).Estimates.SelfNormalized);
        Feedback.IsUnknown(UnknownReason.UnknownPart, declared.List.SelfNormalized);
        Feedback.IsUnknown(UnknownReason.MissingSupport, ItemPositionEstimator.Estimate(log, new Always(77)).AtPosition(1).Estimates.InversePropensity);
    }

    [Fact]
    public void Estimate_BadTargetOrModel_SaysWhat()
    {
        ImpressionLog<int> log = Log(10);

        Assert.Contains("sum to 0.5", Assert.Throws<ArgumentException>(() => ItemPositionEstimator.Estimate(log, new Always(1, probability: 0.5))).Message, StringComparison.Ordinal);
        Assert.Contains("probability 1.5", Assert.Throws<ArgumentException>(() => ItemPositionEstimator.Estimate(log, new Always(1, probability: 1.5))).Message, StringComparison.Ordinal);
        Assert.Contains("predicts 2", Assert.Throws<ArgumentException>(() => ItemPositionEstimator.Estimate(log, new Always(1), model: new Constant(2))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ItemPositionEstimator.Estimate(log, new Always(1), FeedbackKind.Impression));
    }

    [Fact]
    public void CrossFittedRewards_Predictions_ComeFromOtherUsers()
    {
        // One person clicks everything, nobody else anything: the model must not know it for that person.
        ImpressionLog<int> log = ImpressionLog.Join(Enumerable.Range(0, 40).SelectMany(static u => Feedback.User($"u{u}", "als", 3, u == 0 ? 3 : 0)));
        CrossFittedRewards<int> model = CrossFittedRewards<int>.Fit(log);

        Assert.Equal(0, model.Predict(Feedback.Event("u0", 0), 0));
        double other = Enumerable.Range(1, 39).Max(u => model.Predict(Feedback.Event($"u{u}", 0), 0));
        Assert.InRange(other, 1 / 40.0, 0.1);
        Assert.Equal(0, model.Predict(Feedback.Event("u1", 0, position: 9), 0));
    }

    [Fact]
    public void CrossFittedRewards_ManyImpressions_ApproachTheRate() =>
        Assert.Equal(Rate(2, 2), CrossFittedRewards<int>.Fit(Log(6_000)).Predict(Feedback.Event("new", 0, 2), 2), 0.05);

    private static double Rate(int item, int position) => (0.2 + (0.25 * item)) / position;

    private static ImpressionLog<int> Log(int lists) => ImpressionLog.Join(Events(lists));

    /// <summary>Each position shows item 0 with probability 0.6 and the others with 0.2 each; a person has one to three lists.</summary>
    private static IEnumerable<FeedbackEvent<int>> Events(int lists)
    {
        Draws draws = new(23, 0);
        for (int l = 0; l < lists; l++)
        {
            for (int position = 1; position <= 2; position++)
            {
                int item = draws.Uniform() < 0.4 ? 0 : draws.Below(Items);
                FeedbackEvent<int> shown = Feedback.Event($"u{l / 2}", item, position, set: $"s{l}", probability: item == 0 ? 0.4 + 0.2 : 0.2);
                yield return shown;
                if (draws.Uniform() < Rate(item, position))
                {
                    yield return shown with { Kind = FeedbackKind.Click };
                }
            }
        }
    }

    private sealed class Always(int item, int unsupported = -1, double probability = 1) : ITargetPolicy<int>
    {
        public IReadOnlyList<ItemProbability<int>> GetChoices(FeedbackEvent<int> impression) => [new(item, probability)];

        public bool IsSupported(FeedbackEvent<int> impression, int itemId) => itemId != unsupported;
    }

    private sealed class Constant(double value) : IRewardModel<int>
    {
        public double Predict(FeedbackEvent<int> impression, int itemId) => value;
    }
}
