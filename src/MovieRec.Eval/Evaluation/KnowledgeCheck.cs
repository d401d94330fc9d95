using System.Globalization;

namespace MovieRec.Eval;

/// <summary>Refuses models that know more than their training rows, unless what they know is older than everything held out.</summary>
internal static class KnowledgeCheck
{
    public static void Run(IRecommender model, Split split, string parameter)
    {
        if (model.GetService(typeof(ExternalKnowledge)) is not ExternalKnowledge knowledge)
        {
            return;
        }

        string what = $"'{model.Info.Algorithm}' uses knowledge of {knowledge.Source} from outside the training data";
        if (knowledge.AsOf is not { } asOf)
        {
            throw new ArgumentException($"{what} whose day is not known: it may tell about the held-out interactions, so a comparison would not be fair.", parameter);
        }

        long first = long.MaxValue;
        foreach (long time in split.Test.Timestamps)
        {
            first = time > 0 ? Math.Min(first, time) : 0;
            if (first == 0)
            {
                break;
            }
        }

        // A day means its end: votes of that day may have come after an interaction of that day.
        if (first is 0 or long.MaxValue || asOf.AddDays(1).ToUnixTimeSeconds() > first)
        {
            string cut = first is 0 or long.MaxValue
                ? "and the held-out interactions have no times"
                : $"and the first held-out interaction is of {DateTimeOffset.FromUnixTimeSeconds(first).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
            throw new ArgumentException(
                $"{what}, of {asOf.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, {cut}: it would tell about the future.", parameter);
        }
    }
}
