using System.Globalization;

namespace MovieRec.Eval;

/// <summary>Checks of what the model was made from.</summary>
internal static class SourceChecks
{
    /// <summary>A clock may be a little behind the one that wrote the data.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    public static GateCheck RealData(GateConfig config, IReadOnlyList<DataSetInfo> sources)
    {
        if (sources.Count == 0)
        {
            return GateCheck.Unknown(GateCheckNames.RealData, "The model does not say which data it was trained on.");
        }

        string simulated = string.Join(", ", sources.Where(static s => s.Simulated).Select(Name));
        if (simulated.Length == 0)
        {
            return new GateCheck(GateCheckNames.RealData, GateStatus.Pass, double.NaN, double.NaN, $"{string.Join(", ", sources.Select(Name))}: not simulated.");
        }

        return config.Purpose == GatePurpose.Rehearsal
            ? new GateCheck(GateCheckNames.RealData, GateStatus.Pass, double.NaN, double.NaN, $"The people of {simulated} are simulated: accepted in a rehearsal only.")
            : GateCheck.Unknown(GateCheckNames.RealData, $"The people of {simulated} are simulated: how real people would take the model is not known.");
    }

    public static GateCheck SameRecipe(RecommenderInfo evaluated, RecommenderInfo served)
    {
        if (evaluated.Algorithm != served.Algorithm)
        {
            return new GateCheck(
                GateCheckNames.SameRecipe, GateStatus.Fail, double.NaN, double.NaN, $"Measured was '{evaluated.Algorithm}', '{served.Algorithm}' would serve.");
        }

        ModelOption? other = served.OptionValues.Except(evaluated.OptionValues).Concat(evaluated.OptionValues.Except(served.OptionValues)).FirstOrDefault();
        return other is null
            ? new GateCheck(GateCheckNames.SameRecipe, GateStatus.Pass, double.NaN, double.NaN, $"'{served.Algorithm}' with the same options is measured and would serve.")
            : new GateCheck(
                GateCheckNames.SameRecipe, GateStatus.Fail, double.NaN, double.NaN, $"'{served.Algorithm}' is measured and would serve with different options: {other.Name}.");
    }

    public static GateCheck Freshness(GateConfig config, InteractionMatrix seen, DateTimeOffset now)
    {
        double bound = config.Freshness.MaximumAgeHours;
        long newest = 0;
        foreach (long time in seen.Timestamps)
        {
            newest = Math.Max(newest, time);
        }

        if (newest == 0)
        {
            return GateCheck.Unknown(GateCheckNames.Freshness, "The interactions that the model holds have no times.", threshold: bound);
        }

        DateTimeOffset reference = config.AsOf ?? now;
        DateTimeOffset last = DateTimeOffset.FromUnixTimeSeconds(Math.Min(newest, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
        double hours = (reference - last).TotalHours;
        string detail = string.Create(
            CultureInfo.InvariantCulture,
            $"Hours from the newest interaction ({last:yyyy-MM-dd HH:mm} UTC) to {(config.AsOf is null ? "now" : "the date set for this rehearsal")} ({reference.ToUniversalTime():yyyy-MM-dd HH:mm} UTC).");
        return hours < -Tolerance.TotalHours
            ? GateCheck.Unknown(GateCheckNames.Freshness, $"The newest interaction lies in the future: the data or the clock is wrong. {detail}", hours, bound)
            : GateCheck.AtMost(GateCheckNames.Freshness, Math.Max(0, hours), bound, detail);
    }

    public static GateCheck Licence(GateConfig config, IReadOnlyList<DataSetInfo> sources)
    {
        if (sources.Count == 0)
        {
            return GateCheck.Unknown(GateCheckNames.Licence, "The model does not say which data it was trained on.");
        }

        if (config.Use is not { } use)
        {
            return GateCheck.Unknown(GateCheckNames.Licence, "The configuration does not declare a use: commercial or non-commercial.");
        }

        if (use == DataUse.Commercial && sources.FirstOrDefault(static s => s.CommercialUse == false) is { } forbidden)
        {
            return new GateCheck(
                GateCheckNames.Licence, GateStatus.Fail, double.NaN, double.NaN, $"{Name(forbidden)} must not be used commercially: {forbidden.Licence}.");
        }

        DataSetInfo? unclear = sources.FirstOrDefault(s => string.IsNullOrWhiteSpace(s.Licence) || (use == DataUse.Commercial && s.CommercialUse is null));
        return unclear is not null
            ? GateCheck.Unknown(
                GateCheckNames.Licence,
                string.IsNullOrWhiteSpace(unclear.Licence)
                    ? $"{Name(unclear)} states no licence."
                    : $"{Name(unclear)} ({unclear.Licence}) does not say whether commercial use is allowed.")
            : new GateCheck(
                GateCheckNames.Licence,
                GateStatus.Pass,
                double.NaN,
                double.NaN,
                $"{(use == DataUse.Commercial ? "Commercial" : "Non-commercial")} use: {string.Join("; ", sources.Select(static s => $"{Name(s)}: {s.Licence}"))}.");
    }

    private static string Name(DataSetInfo source) => source.Name.Length > 0 ? source.Name : "a data set without a name";
}
