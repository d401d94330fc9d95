namespace MovieRec.Eval;

/// <summary>
/// Click and save rates of the variants of an experiment against a control arm (usually popularity). People are assigned, so
/// the user is the unit: rates are ratios of sums with cluster-robust errors over users, intervals are corrected for
/// skewness, and arms are compared with Welch's degrees of freedom. Deterministic; thread-safe.
/// </summary>
public static class VariantComparison
{
    private const double Level = 0.05;
    private const double MaxMixedShare = 0.01;

    /// <summary>Compares variants.</summary>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="log">The log.</param>
    /// <param name="control">The control arm.</param>
    /// <param name="plannedShares">Planned share of users of every variant, the control included; the sum is 1.</param>
    /// <exception cref="ArgumentException">The control is not planned, or the shares are not as <see cref="SampleRatioTest"/> wants them.</exception>
    public static VariantReport Compare<TItemId>(ImpressionLog<TItemId> log, string control, IReadOnlyDictionary<string, double> plannedShares)
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(control);
        ArgumentNullException.ThrowIfNull(plannedShares);
        if (!plannedShares.ContainsKey(control))
        {
            throw new ArgumentException($"The control '{control}' is not among the planned variants {string.Join(", ", plannedShares.Keys.Order(StringComparer.Ordinal))}.", nameof(control));
        }

        string[] names = [control, .. plannedShares.Keys.Where(v => v != control).Order(StringComparer.Ordinal)];
        VariantArm[] arms = VariantArm.Collect(log, names, out int mixedUsers, out long unplanned);
        SampleRatioResult ratio = SampleRatioTest.Test(
            Array.ConvertAll(arms, static a => (long)a.Users), Array.ConvertAll(names, n => plannedShares[n]));
        UnknownEstimate? distrust = Distrust(ratio, mixedUsers, mixedUsers + arms.Sum(static a => a.Users));

        LogEstimate[] clickRates = Array.ConvertAll(arms, static a => a.Rate(FeedbackKind.Click));
        LogEstimate[] saveRates = Array.ConvertAll(arms, static a => a.Rate(FeedbackKind.Save));
        VariantContrast?[] clicks = Contrasts(clickRates, distrust);
        VariantContrast?[] saves = Contrasts(saveRates, distrust);
        VariantResult[] results = new VariantResult[arms.Length];
        for (int v = 0; v < arms.Length; v++)
        {
            VariantArm arm = arms[v];
            results[v] = new VariantResult(
                names[v],
                arm.Users,
                arm.Impressions,
                arm.Count(FeedbackKind.Click),
                arm.Count(FeedbackKind.Save),
                arm.Count(FeedbackKind.NotInterested),
                clickRates[v],
                saveRates[v],
                clicks[v],
                saves[v]);
        }

        return new VariantReport(control, results, ratio, mixedUsers, unplanned);
    }

    private static UnknownEstimate? Distrust(SampleRatioResult ratio, int mixedUsers, int allUsers)
    {
        if (ratio.IsMismatch)
        {
            return new UnknownEstimate(UnknownReason.SampleRatioMismatch, FormattableString.Invariant($"users are not divided as planned, p = {ratio.PValue:G2}"));
        }

        return mixedUsers > MaxMixedShare * allUsers
            ? new UnknownEstimate(UnknownReason.MixedVariants, $"{mixedUsers} of {allUsers} users met more than one variant")
            : null;
    }

    /// <summary>Contrasts with the first rate, with Holm's correction over those that are known.</summary>
    private static VariantContrast?[] Contrasts(LogEstimate[] rates, UnknownEstimate? distrust)
    {
        VariantContrast?[] contrasts = new VariantContrast?[rates.Length];
        List<int> known = [];
        List<double> pValues = [];
        for (int v = 1; v < rates.Length; v++)
        {
            if (distrust is null && rates[0] is KnownEstimate control && rates[v] is KnownEstimate rate)
            {
                known.Add(v);
                pValues.Add(UserMoments.Difference(rate.Moments, control.Moments).TwoSidedP(0));
            }
            else
            {
                LogEstimate why = distrust ?? (rates[v] is UnknownEstimate own ? own : rates[0]);
                contrasts[v] = new VariantContrast(why, why, null, null, VariantVerdict.Unknown);
            }
        }

        double[] adjusted = new double[known.Count];
        Holm.Adjust(pValues.ToArray(), adjusted);
        for (int i = 0; i < adjusted.Length; i++)
        {
            UserMoments control = ((KnownEstimate)rates[0]).Moments;
            UserMoments rate = ((KnownEstimate)rates[known[i]]).Moments;
            KnownEstimate lift = new(UserMoments.Difference(rate.Log(), control.Log()));
            contrasts[known[i]] = new VariantContrast(
                new KnownEstimate(UserMoments.Difference(rate, control)),
                lift.Transformed(static x => Math.Exp(x) - 1),
                pValues[i],
                adjusted[i],
                adjusted[i] > Level ? VariantVerdict.NotDistinguishable : rate.Value > control.Value ? VariantVerdict.Higher : VariantVerdict.Lower);
        }

        return contrasts;
    }
}
