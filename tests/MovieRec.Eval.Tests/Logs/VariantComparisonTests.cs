namespace MovieRec.Eval.Tests.FeedbackLogs;

public sealed class VariantComparisonTests
{
    private static readonly Dictionary<string, double> Halves = new() { ["popularity"] = 0.5, ["als"] = 0.5 };

    [Fact]
    public void Compare_SmallLog_CountsAndRatesByHand()
    {
        // popularity: 1/4 and 2/4 clicks; als: 3/4 and 2/2.
        VariantReport report = Compare(
            Halves,
            Feedback.User("a", "popularity", 4, 1, 1),
            Feedback.User("b", "popularity", 4, 2),
            Feedback.User("c", "als", 4, 3, 2),
            Feedback.User("d", "als", 2, 2));

        VariantResult control = report.Variants[0];
        VariantResult als = report["als"];
        Assert.Equal(("popularity", 2, 8, 3, 1, 0), (control.Variant, control.Users, control.Impressions, control.Clicks, control.Saves, control.NotInterested));
        Assert.Equal((2, 6, 5, 2), (als.Users, als.Impressions, als.Clicks, als.Saves));
        Assert.Equal(3 / 8.0, Feedback.Known(control.ClickRate).Value);
        Assert.Equal(5 / 6.0, Feedback.Known(als.ClickRate).Value);
        Assert.Null(control.ClickContrast);

        // Residuals of popularity ±1/2, of als 3 − 10/3 = −1/3 and 2 − 5/3 = 1/3.
        Assert.Equal(Math.Sqrt(2 * 0.5) / 8, Feedback.Known(control.ClickRate).StandardError, 1e-15);
        Assert.Equal(Math.Sqrt(2 * 2 / 9.0) / 6, Feedback.Known(als.ClickRate).StandardError, 1e-15);
        VariantContrast contrast = Assert.IsType<VariantContrast>(als.ClickContrast);
        Assert.Equal((5 / 6.0) - (3 / 8.0), Feedback.Known(contrast.Difference).Value, 1e-15);
        Assert.Equal((5 / 6.0 / (3 / 8.0)) - 1, Feedback.Known(contrast.Lift).Value, 1e-14);
        Assert.InRange(contrast.PValue!.Value, 0.01, 0.5);
        Assert.Equal(contrast.PValue, contrast.AdjustedPValue);
    }

    [Fact]
    public void Compare_ClearDifference_IsHigherAndReversedLower()
    {
        VariantContrast up = Mixture("popularity", 2, "als", 4)["als"].ClickContrast!;
        VariantContrast down = Mixture("popularity", 4, "als", 2)["als"].ClickContrast!;
        VariantContrast same = Mixture("popularity", 3, "als", 3)["als"].ClickContrast!;

        Assert.Equal(VariantVerdict.Higher, up.Verdict);
        Assert.True(Feedback.Known(up.Difference).Interval.Low > 0 && Feedback.Known(up.Lift).Interval.Low > 0);
        Assert.Equal(VariantVerdict.Lower, down.Verdict);
        Assert.True(Feedback.Known(down.Difference).Interval.High < 0 && Feedback.Known(down.Lift).Interval.High < 0);
        Assert.Equal(VariantVerdict.NotDistinguishable, same.Verdict);
        Assert.Equal(1, same.PValue!.Value, 0.2);
    }

    [Fact]
    public void Compare_UnevenDivision_SaysNothingButCounts()
    {
        VariantReport report = Compare(
            Halves,
            [.. Enumerable.Range(0, 300).Select(static u => Feedback.User($"a{u}", "popularity", 5, u % 3)), .. Enumerable.Range(0, 200).Select(static u => Feedback.User($"b{u}", "als", 5, 4 + (u % 2)))]);

        Assert.True(report.SampleRatio.IsMismatch);
        Assert.Equal(VariantVerdict.Unknown, report["als"].ClickContrast!.Verdict);
        Assert.Null(report["als"].ClickContrast!.PValue);
        Feedback.IsUnknown(UnknownReason.SampleRatioMismatch, report["als"].ClickContrast!.Difference);
        Feedback.IsUnknown(UnknownReason.SampleRatioMismatch, report["als"].ClickContrast!.Lift);
        Assert.True(report["als"].ClickRate.IsKnown);
    }

    [Fact]
    public void Compare_ArmThatNobodySaw_IsAMismatch()
    {
        VariantReport report = Compare(Halves, [.. Enumerable.Range(0, 50).Select(static u => Feedback.User($"a{u}", "popularity", 5, u % 3))]);

        Assert.True(report.SampleRatio.IsMismatch);
        Feedback.IsUnknown(UnknownReason.NoData, report["als"].ClickRate);
    }

    [Fact]
    public void Compare_UsersInTwoVariants_AreLeftOutAndCounted()
    {
        VariantReport report = Compare(
            Halves,
            [.. Enumerable.Range(0, 40).Select(static u => Feedback.User($"a{u}", u % 2 == 0 ? "popularity" : "als", 5, u % 3)), [Feedback.Event("m", 1, variant: "als", set: "x"), Feedback.Event("m", 1, variant: "popularity", set: "y")]]);

        Assert.Equal(1, report.MixedUsers);
        Assert.Equal(40, report.Variants.Sum(static v => v.Users));
        Feedback.IsUnknown(UnknownReason.MixedVariants, report["als"].ClickContrast!.Difference);
    }

    [Fact]
    public void Compare_NoOutcome_IsUnknownNotZero()
    {
        VariantReport report = Compare(Halves, [.. Enumerable.Range(0, 40).Select(static u => Feedback.User($"a{u}", u % 2 == 0 ? "popularity" : "als", 5, u % 2 == 0 ? 0 : u % 4))]);

        Feedback.IsUnknown(UnknownReason.NoVariation, report["popularity"].ClickRate);
        Feedback.IsUnknown(UnknownReason.NoVariation, report["als"].ClickContrast!.Difference);
        Feedback.IsUnknown(UnknownReason.NoVariation, report["als"].SaveContrast!.Lift);
        Assert.Equal(VariantVerdict.Unknown, report["als"].ClickContrast!.Verdict);
    }

    [Fact]
    public void Compare_OneUserInAnArm_IsUnknown() =>
        Feedback.IsUnknown(UnknownReason.TooFewUsers, Compare(Halves, Feedback.User("a", "als", 4, 1), Feedback.User("b", "popularity", 4, 2))["als"].ClickRate);

    [Fact]
    public void Compare_UnplannedVariant_IsLeftOutAndCounted()
    {
        VariantReport report = Compare(Halves, Feedback.User("a", "als", 4, 1), Feedback.User("b", "Popularity", 3, 2), Feedback.User("c", "popularity", 4, 2));

        Assert.Equal(3, report.UnplannedImpressions);
        Assert.Equal(1, report["popularity"].Users);
        Assert.Contains("'Popularity' is not planned", Assert.Throws<KeyNotFoundException>(() => report["Popularity"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_SeveralVariants_CorrectsByHolm()
    {
        Dictionary<string, double> thirds = new() { ["popularity"] = 0.4, ["als"] = 0.3, ["ease"] = 0.3 };
        List<IEnumerable<FeedbackEvent<int>>> users = [];
        for (int u = 0; u < 400; u++)
        {
            string variant = u % 10 < 4 ? "popularity" : u % 10 < 7 ? "als" : "ease";
            users.Add(Feedback.User($"u{u}", variant, 6, (u / 10 % 4) + (variant == "als" && u % 30 < 12 ? 1 : 0)));
        }

        VariantReport report = Compare(thirds, [.. users]);
        VariantContrast als = report["als"].ClickContrast!;
        VariantContrast ease = report["ease"].ClickContrast!;

        double[] adjusted = new double[2];
        Holm.Adjust([als.PValue!.Value, ease.PValue!.Value], adjusted);
        Assert.Equal(["popularity", "als", "ease"], report.Variants.Select(static v => v.Variant));
        Assert.Equal((adjusted[0], adjusted[1]), (als.AdjustedPValue!.Value, ease.AdjustedPValue!.Value));
        Assert.True(als.AdjustedPValue > als.PValue);
    }

    [Fact]
    public void Compare_ControlNotPlanned_Throws() =>
        Assert.Contains("'pop' is not among", Assert.Throws<ArgumentException>(() => VariantComparison.Compare(ImpressionLog.Join<int>([]), "pop", Halves)).Message, StringComparison.Ordinal);

    /// <summary>Skewed activity, people who differ in their rate, arms of different size: no difference and a true one.</summary>
    [Theory]
    [InlineData(60, 200)]
    [InlineData(400, 400)]
    public void Contrast_SimulatedUsers_FalsePositivesNearFivePercentAndIntervalsCover(int firstUsers, int secondUsers)
    {
        const int Experiments = 10_000;
        int falsePositives = 0;
        int covered = 0;
        Parallel.For(0, Experiments, experiment =>
        {
            Draws draws = new(5, experiment);
            UserMoments first = Arm(ref draws, firstUsers, 0.1);
            UserMoments second = Arm(ref draws, secondUsers, 0.1);
            UserMoments better = Arm(ref draws, secondUsers, 0.15);
            if (UserMoments.Difference(first, second).TwoSidedP(0) <= 0.05)
            {
                Interlocked.Increment(ref falsePositives);
            }

            if (UserMoments.Difference(better, first).Interval().Contains(0.05))
            {
                Interlocked.Increment(ref covered);
            }
        });

        Assert.InRange(falsePositives / (double)Experiments, 0.04, 0.06);
        Assert.InRange(covered / (double)Experiments, 0.94, 0.96);
    }

    private static UserMoments Arm(ref Draws draws, int users, double rate)
    {
        double[] clicks = new double[users];
        double[] impressions = new double[users];
        for (int u = 0; u < users; u++)
        {
            impressions[u] = 1 + Math.Floor(12 * Math.Pow(draws.Uniform(), 3));
            double own = rate * (draws.Uniform() < 0.5 ? 0.4 : 1.6);
            for (int i = 0; i < impressions[u]; i++)
            {
                clicks[u] += draws.Uniform() < own ? 1 : 0;
            }
        }

        return UserMoments.OfRatio(clicks, impressions);
    }

    private static VariantReport Mixture(string first, int firstClicks, string second, int secondClicks) => Compare(
        Halves, [.. Enumerable.Range(0, 120).Select(u => u % 2 == 0 ? Feedback.User($"u{u}", first, 8, firstClicks - (u / 2 % 3 == 0 ? 1 : 0)) : Feedback.User($"u{u}", second, 8, secondClicks - (u / 2 % 3 == 0 ? 1 : 0)))]);

    private static VariantReport Compare(Dictionary<string, double> shares, params IEnumerable<FeedbackEvent<int>>[] users) =>
        VariantComparison.Compare(ImpressionLog.Join(users.SelectMany(static u => u)), "popularity", shares);
}
