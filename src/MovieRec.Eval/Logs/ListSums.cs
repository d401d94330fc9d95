namespace MovieRec.Eval;

/// <summary>
/// The sum over positions. The error of each position is a sum of parts of users, (A_u − V·B_u) / ΣB; adding the parts of a
/// user over positions before squaring keeps what their positions have in common.
/// </summary>
internal static class ListSums
{
    public static ItemPositionEstimates Of(List<PositionSums> sums, ItemPositionResult[] results)
    {
        if (results.Length == 1)
        {
            return results[0].Estimates;
        }

        Dictionary<int, int> slots = [];
        foreach (PositionSums position in sums)
        {
            foreach (int user in position.Users)
            {
                slots.TryAdd(user, slots.Count);
            }
        }

        return new ItemPositionEstimates(
            Sum(sums, Array.ConvertAll(results, static r => r.Estimates.InversePropensity), PositionSums.Estimator.InversePropensity, slots),
            Sum(sums, Array.ConvertAll(results, static r => r.Estimates.SelfNormalized), PositionSums.Estimator.SelfNormalized, slots),
            Sum(sums, Array.ConvertAll(results, static r => r.Estimates.DoublyRobust), PositionSums.Estimator.DoublyRobust, slots));
    }

    private static LogEstimate Sum(List<PositionSums> sums, LogEstimate[] estimates, PositionSums.Estimator estimator, Dictionary<int, int> slots)
    {
        if (estimates.Length == 0)
        {
            return new UnknownEstimate(UnknownReason.NoData, "the log has no impressions");
        }

        if (estimates.OfType<UnknownEstimate>().FirstOrDefault() is { } unknown)
        {
            return new UnknownEstimate(UnknownReason.UnknownPart, unknown.Detail);
        }

        double value = 0;
        double bias = 0;
        double[] parts = new double[slots.Count];
        for (int k = 0; k < sums.Count; k++)
        {
            KnownEstimate known = (KnownEstimate)estimates[k];
            value += known.Value;
            bias += known.BiasBound;
            (double[] numerators, double[] denominators) = sums[k].Parts(estimator);
            double scale = 1 / denominators.Sum();
            ReadOnlySpan<int> users = sums[k].Users;
            for (int u = 0; u < users.Length; u++)
            {
                parts[slots[users[u]]] += scale * (numerators[u] - (known.Value * denominators[u]));
            }
        }

        double squares = 0;
        double cubes = 0;
        foreach (double part in parts)
        {
            squares += part * part;
            cubes += part * part * part;
        }

        return new KnownEstimate(UserMoments.Of(value, parts.Length, squares, cubes), bias);
    }
}
