using System.Globalization;

namespace MovieRec.Eval;

/// <summary>
/// Sample-ratio-mismatch test: Pearson's chi-square test of the numbers of users against the planned shares (Fabijan et al.
/// 2019, "Diagnosing sample ratio mismatch in online controlled experiments").
/// </summary>
public static class SampleRatioTest
{
    /// <summary>Tests numbers of users.</summary>
    /// <param name="users">Users seen in each variant.</param>
    /// <param name="plannedShares">Planned share of each variant, above 0; the sum is 1.</param>
    /// <returns>p is 1 without any user.</returns>
    /// <exception cref="ArgumentException">
    /// Fewer than two variants, lists of different lengths, a negative number, a share that is not above 0, or shares that do not sum to 1.
    /// </exception>
    public static SampleRatioResult Test(ReadOnlySpan<long> users, ReadOnlySpan<double> plannedShares)
    {
        if (users.Length < 2 || users.Length != plannedShares.Length)
        {
            throw new ArgumentException($"{users.Length} numbers and {plannedShares.Length} shares: equally many are needed, and at least two.", nameof(plannedShares));
        }

        long total = 0;
        double sum = 0;
        for (int v = 0; v < users.Length; v++)
        {
            if (users[v] < 0)
            {
                throw new ArgumentException($"The number of users of variant {v} is {users[v]}; it must not be negative.", nameof(users));
            }

            if (!(plannedShares[v] > 0))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The planned share of variant {v} is {plannedShares[v]}; it must be above 0."), nameof(plannedShares));
            }

            total += users[v];
            sum += plannedShares[v];
        }

        if (!(Math.Abs(sum - 1) <= 1e-6))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The planned shares sum to {sum}; they must sum to 1."), nameof(plannedShares));
        }

        double chiSquare = 0;
        double smallest = double.PositiveInfinity;
        for (int v = 0; v < users.Length; v++)
        {
            double expected = total * plannedShares[v] / sum;
            double difference = users[v] - expected;
            chiSquare += expected == 0 ? 0 : difference * difference / expected;
            smallest = Math.Min(smallest, expected);
        }

        return new SampleRatioResult(chiSquare, users.Length - 1, IncompleteGamma.ChiSquareTail(chiSquare, users.Length - 1), smallest);
    }
}
