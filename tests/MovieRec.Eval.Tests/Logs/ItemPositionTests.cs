namespace MovieRec.Eval.Tests.FeedbackLogs;

public sealed class ItemPositionTests
{
    /// <summary>Weights 2, ½, 1, ½; rewards 1, 0, 1, 1.</summary>
    private static readonly ItemPositionSample[] Four =
    [
        new() { User = 1, Position = 1, LoggedProbability = 0.25, TargetProbability = 0.5, Reward = 1, PredictedReward = 0.5, PredictedTargetReward = 0.75 },
        new() { User = 2, Position = 1, LoggedProbability = 0.5, TargetProbability = 0.25, Reward = 0, PredictedReward = 0.5, PredictedTargetReward = 0.5 },
        new() { User = 3, Position = 1, LoggedProbability = 0.5, TargetProbability = 0.5, Reward = 1, PredictedReward = 0.5, PredictedTargetReward = 0.5 },
        new() { User = 4, Position = 1, LoggedProbability = 0.5, TargetProbability = 0.25, Reward = 1, PredictedReward = 0.5, PredictedTargetReward = 0.25 },
    ];

    [Fact]
    public void Estimate_FourSamples_EqualHandComputation()
    {
        ItemPositionResult result = Assert.Single(ItemPositionEstimator.Estimate(Four).Positions);

        // Σw·r = 3.5, Σw = 4, Σw² = 5.5; doubly robust 0.75 + 2·½, 0.5 − ½·½, 0.5 + ½, 0.25 + ½·½.
        Assert.Equal(3.5 / 4, Feedback.Known(result.Estimates.InversePropensity).Value, 1e-15);
        Assert.Equal(3.5 / 4, Feedback.Known(result.Estimates.SelfNormalized).Value, 1e-15);
        Assert.Equal((1.75 + 0.25 + 1 + 0.5) / 4, Feedback.Known(result.Estimates.DoublyRobust).Value, 1e-15);
        Assert.Equal((1.0, 2.0, 4, 4, 0.0), (result.MeanWeight, result.LargestWeight, result.Impressions, result.Users, result.ClippedShare));
        Assert.Equal(16 / 5.5, result.EffectiveSampleSize, 1e-14);
        Assert.Equal(4 / 5.5, result.EffectiveShare, 1e-14);
        Assert.False(result.MeetsCoverageConditions);

        // Terms w·r 2, 0, 1, ½ around 7/8; w·(r − V) of the self-normalised form ¼, −7/16, ⅛, 1/16.
        double[] terms = [2, 0, 1, 0.5];
        Assert.Equal(Math.Sqrt(terms.Sum(static t => Math.Pow(t - 0.875, 2)) / 3 / 4), Feedback.Known(result.Estimates.InversePropensity).StandardError, 1e-15);
        double[] normalized = [0.25, -7 / 16.0, 0.125, 1 / 16.0];
        Assert.Equal(Math.Sqrt(normalized.Sum(static t => t * t) * 4 / 3) / 4, Feedback.Known(result.Estimates.SelfNormalized).StandardError, 1e-15);
    }

    [Fact]
    public void Estimate_TargetIsTheLoggedPolicy_IsTheMeanReward()
    {
        ItemPositionSample[] samples = [.. Four.Select(static s => s with { TargetProbability = s.LoggedProbability })];

        ItemPositionResult result = ItemPositionEstimator.Estimate(samples).AtPosition(1);

        Assert.Equal(0.75, Feedback.Known(result.Estimates.InversePropensity).Value, 1e-15);
        Assert.Equal(0.75, Feedback.Known(result.Estimates.SelfNormalized).Value, 1e-15);
        Assert.Equal(4, result.EffectiveSampleSize, 1e-15);
    }

    [Fact]
    public void Estimate_RowsOfOneUser_AreOneUnit()
    {
        // Every sample twice under the same user: the same value and the same error, not one that is smaller by √2.
        ItemPositionEstimates once = ItemPositionEstimator.Estimate(Four).List;
        ItemPositionEstimates twice = ItemPositionEstimator.Estimate([.. Four, .. Four]).List;

        Assert.Equal(Feedback.Known(once.InversePropensity).Interval.Low, Feedback.Known(twice.InversePropensity).Interval.Low, 1e-12);
        Assert.Equal(Feedback.Known(once.DoublyRobust).StandardError, Feedback.Known(twice.DoublyRobust).StandardError, 1e-15);
        Assert.Equal(4, Feedback.Known(twice.SelfNormalized).Users);
    }

    [Fact]
    public void Estimate_Positions_AreApartAndSumUpToTheList()
    {
        ItemPositionSample[] second = [.. Four.Select(static s => s with { Position = 3, Reward = 1 - s.Reward })];

        ItemPositionReport report = ItemPositionEstimator.Estimate([.. second.Reverse(), .. Four]);

        Assert.Equal([1, 3], report.Positions.Select(static p => p.Position));
        Assert.Equal(0.875, Feedback.Known(report.AtPosition(1).Estimates.InversePropensity).Value, 1e-15);
        Assert.Equal(0.125, Feedback.Known(report.AtPosition(3).Estimates.InversePropensity).Value, 1e-15);
        Assert.Equal(1, Feedback.Known(report.List.InversePropensity).Value, 1e-15);

        // Here the rewards of a user's two positions sum to 1: what is left is the variation of the weights, and none when normalised.
        Assert.Equal(Math.Sqrt(1.5 / 3 / 4), Feedback.Known(report.List.InversePropensity).StandardError, 1e-15);
        Assert.Equal(0, Feedback.Known(report.List.SelfNormalized).StandardError, 1e-15);
        Assert.Throws<KeyNotFoundException>(() => report.AtPosition(2));
    }

    [Fact]
    public void Estimate_Clipped_ReportsItsBiasBound()
    {
        ItemPositionSample[] samples = Simulated(4_000, 0.05);

        ItemPositionResult free = ItemPositionEstimator.Estimate(samples).AtPosition(1);
        ItemPositionResult clipped = ItemPositionEstimator.Estimate(samples, new ItemPositionOptions { WeightCap = 3 }).AtPosition(1);

        // Weights are 16 for 5 % and 0.2105 for the rest: clipped at 3 their mean is 0.15 + 0.2 = 0.35, so e = 0.65.
        KnownEstimate ips = Feedback.Known(clipped.Estimates.InversePropensity);
        KnownEstimate normalized = Feedback.Known(clipped.Estimates.SelfNormalized);
        Assert.InRange(clipped.ClippedShare, 0.04, 0.06);
        Assert.InRange(ips.BiasBound, 0.65, 0.70);
        Assert.Equal(ips.BiasBound * Math.Max(normalized.Value, 1 - normalized.Value), normalized.BiasBound, 1e-12);
        Assert.Equal(ips.BiasBound, Feedback.Known(clipped.Estimates.DoublyRobust).BiasBound);
        Assert.Equal(ips.Interval.High + ips.BiasBound, ips.IntervalWithBias.High, 1e-15);
        Assert.True(ips.StandardError < Feedback.Known(free.Estimates.InversePropensity).StandardError);
        Assert.True(ips.Value < Feedback.Known(free.Estimates.InversePropensity).Value);

        // The truth: 0.8 · 0.3 + 0.2 · 0.1.
        Assert.True(ips.IntervalWithBias.Contains(0.26) && !ips.Interval.Contains(0.26));
        Assert.Equal(0, Feedback.Known(free.Estimates.InversePropensity).BiasBound);
        Assert.False(clipped.MeetsCoverageConditions);

        // What is judged is judged before clipping.
        Assert.Equal(free.EffectiveSampleSize, clipped.EffectiveSampleSize);
        Assert.Equal(free.MeanWeight, clipped.MeanWeight);
    }

    [Fact]
    public void Estimate_CapAboveEveryWeight_ChangesNothing()
    {
        ItemPositionResult result = ItemPositionEstimator.Estimate(Four, new ItemPositionOptions { WeightCap = 2 }).AtPosition(1);

        Assert.Equal(0, result.ClippedShare);
        Assert.Equal(0, Feedback.Known(result.Estimates.InversePropensity).BiasBound);
    }

    [Fact]
    public void Estimate_EffectiveSampleSizeUnderOnePercent_IsUnknown()
    {
        // One weight of 400 among 1,000 of ~0.6: the mean is 1, and one sample decides.
        ItemPositionSample[] samples = [.. Enumerable.Range(0, 1000).Select(static i => new ItemPositionSample
        {
            User = i,
            Position = 1,
            LoggedProbability = i == 0 ? 0.0025 : 0.999,
            TargetProbability = i == 0 ? 1 : 0.6,
            Reward = i % 2,
        })];

        ItemPositionReport report = ItemPositionEstimator.Estimate(samples);

        Assert.InRange(report.AtPosition(1).EffectiveShare, 0.001, 0.01);
        AllUnknown(UnknownReason.LowEffectiveSampleSize, report.AtPosition(1).Estimates);
        AllUnknown(UnknownReason.LowEffectiveSampleSize, ItemPositionEstimator.Estimate(samples, new ItemPositionOptions { WeightCap = 1 }).List);
    }

    [Fact]
    public void Estimate_NoExploration_IsUnknown()
    {
        ItemPositionSample[] samples = [.. Four.Select(static s => s with { LoggedProbability = 1, TargetProbability = 1 })];

        AllUnknown(UnknownReason.NoExploration, ItemPositionEstimator.Estimate(samples).List);
    }

    [Fact]
    public void Estimate_DeclaredOrCertainLackOfSupport_IsUnknown()
    {
        ItemPositionSample[] declared = [.. Four];
        declared[2] = declared[2] with { UnsupportedProbability = 0.01 };

        // One sample without a choice, where the target would have shown something else for 10 %.
        ItemPositionSample[] certain = [.. Four, Four[0] with { User = 9, LoggedProbability = 1, TargetProbability = 0.9 }];
        ItemPositionSample[] never = [.. Four.Select(static s => s with { TargetProbability = 0 })];

        AllUnknown(UnknownReason.MissingSupport, ItemPositionEstimator.Estimate(declared).List);
        AllUnknown(UnknownReason.MissingSupport, ItemPositionEstimator.Estimate(certain).List);
        AllUnknown(UnknownReason.MissingSupport, ItemPositionEstimator.Estimate(never).List);
        Assert.True(ItemPositionEstimator.Estimate([.. Four, Four[0] with { User = 9, LoggedProbability = 1, TargetProbability = 1 }]).List.InversePropensity.IsKnown);
    }

    [Fact]
    public void Estimate_MeanWeightFarFromOne_IsUnknown()
    {
        ItemPositionSample[] samples = Simulated(4_000, 0.4);

        // The target's probabilities of the favourite are lost; and they are counted twice.
        ItemPositionSample[] hidden = [.. samples.Select(static s => s.TargetProbability > 0.5 ? s with { TargetProbability = 0 } : s)];
        ItemPositionSample[] wrong = [.. samples.Select(static s => s with { LoggedProbability = s.LoggedProbability / 2 })];

        Assert.True(ItemPositionEstimator.Estimate(samples).List.InversePropensity.IsKnown);
        AllUnknown(UnknownReason.MissingSupport, ItemPositionEstimator.Estimate(hidden).List);
        AllUnknown(UnknownReason.InconsistentProbabilities, ItemPositionEstimator.Estimate(wrong).List);
    }

    [Fact]
    public void Estimate_OneUserOrEqualRewards_IsUnknown()
    {
        AllUnknown(UnknownReason.TooFewUsers, ItemPositionEstimator.Estimate([.. Four.Select(static s => s with { User = 1 })]).List);
        AllUnknown(UnknownReason.NoVariation, ItemPositionEstimator.Estimate([.. Four.Select(static s => s with { Reward = 0 })]).List);
        AllUnknown(UnknownReason.NoData, ItemPositionEstimator.Estimate([]).List);
    }

    [Fact]
    public void Estimate_OnePositionUnknown_MakesTheListUnknown()
    {
        ItemPositionReport report = ItemPositionEstimator.Estimate([.. Four, .. Four.Select(static s => s with { Position = 2, Reward = 0 })]);

        Assert.True(report.AtPosition(1).Estimates.InversePropensity.IsKnown);
        AllUnknown(UnknownReason.UnknownPart, report.List);
    }

    [Fact]
    public void Estimate_NoModel_LeavesOnlyTheDoublyRobustUnknown()
    {
        ItemPositionSample[] samples = [.. Four.Select(static s => new ItemPositionSample { User = s.User, Position = 1, LoggedProbability = s.LoggedProbability, TargetProbability = s.TargetProbability, Reward = s.Reward })];

        ItemPositionEstimates estimates = ItemPositionEstimator.Estimate(samples).List;

        Assert.True(estimates.InversePropensity.IsKnown && estimates.SelfNormalized.IsKnown);
        Feedback.IsUnknown(UnknownReason.NoRewardModel, estimates.DoublyRobust);
    }

    [Fact]
    public void Estimate_BadSamples_SayWhichAndWhat()
    {
        (ItemPositionSample Sample, string Text)[] cases =
        [
            (default, "position"),
            (Four[0] with { LoggedProbability = 0 }, "logged probability of sample 1 is 0"),
            (Four[0] with { LoggedProbability = double.NaN }, "logged probability"),
            (Four[0] with { TargetProbability = 1.1 }, "target probability of sample 1 is 1.1"),
            (Four[0] with { Reward = 2 }, "reward of sample 1 is 2"),
            (Four[0] with { UnsupportedProbability = -1 }, "unsupported probability"),
            (Four[0] with { PredictedReward = 1.5 }, "predicted reward"),
            (Four[0] with { PredictedTargetReward = double.NaN }, "predicted reward"),
        ];
        foreach ((ItemPositionSample sample, string text) in cases)
        {
            Assert.Contains(text, Assert.Throws<ArgumentException>(() => ItemPositionEstimator.Estimate([Four[0], sample])).Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemPositionOptions { WeightCap = 0.5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemPositionOptions { WeightCap = double.NaN });
    }

    [Fact]
    public void Estimate_SameSamples_SameBits() => Assert.Equal(
        Feedback.Known(ItemPositionEstimator.Estimate(Simulated(3_000, 0.2)).List.SelfNormalized).Interval,
        Feedback.Known(ItemPositionEstimator.Estimate(Simulated(3_000, 0.2)).List.SelfNormalized).Interval);

    /// <summary>Two items: the favourite is shown with a given probability, the target shows it with 0.8; it earns 0.3, the other 0.1.</summary>
    private static ItemPositionSample[] Simulated(int count, double favourite)
    {
        Draws draws = new(17, 0);
        ItemPositionSample[] samples = new ItemPositionSample[count];
        for (int i = 0; i < count; i++)
        {
            bool isFavourite = draws.Uniform() < favourite;
            samples[i] = new ItemPositionSample
            {
                User = i / 2,
                Position = 1,
                LoggedProbability = isFavourite ? favourite : 1 - favourite,
                TargetProbability = isFavourite ? 0.8 : 0.2,
                Reward = draws.Uniform() < (isFavourite ? 0.3 : 0.1) ? 1 : 0,
                PredictedReward = 0.2,
                PredictedTargetReward = 0.2,
            };
        }

        return samples;
    }

    private static void AllUnknown(UnknownReason reason, ItemPositionEstimates estimates)
    {
        Feedback.IsUnknown(reason, estimates.InversePropensity);
        Feedback.IsUnknown(reason, estimates.SelfNormalized);
        Feedback.IsUnknown(reason, estimates.DoublyRobust);
    }
}
