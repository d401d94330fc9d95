using System.Globalization;

namespace MovieRec.Eval.Tests.FeedbackLogs;

/// <summary>
/// The intervals hold what they promise: on simulated logs with known truth, unclipped, n of at least 2,000 and an effective sample
/// size of at least 10 % of it, they contain the truth in 93 … 97 % of 4,000 logs. UNKNOWN counts as a miss.
/// <c>MOVIEREC_COVERAGE_LOGS</c> sets another number of logs.
/// </summary>
public sealed class CoverageTests(ITestOutputHelper output)
{
    private static int Logs => int.TryParse(Environment.GetEnvironmentVariable("MOVIEREC_COVERAGE_LOGS"), NumberStyles.None, CultureInfo.InvariantCulture, out int logs) && logs >= 4_000 ? logs : 4_000;

    [Theory]
    [InlineData(2_000, 1, 0.05, 2.0, 2.0, 0.0)] // one row each
    [InlineData(2_000, 4, 0.05, 3.0, 5.0, 0.5)] // people who differ, few effective samples
    [InlineData(2_000, 4, 0.30, 4.0, 4.0, 0.5)] // frequent rewards, at the limit of both conditions
    [InlineData(2_000, 3, 0.03, 2.0, 2.0, 0.5)] // rare rewards
    [InlineData(5_000, 10, 0.10, 3.0, 4.0, 0.8)] // few people with many rows
    public void Interval_SimulatedLogs_CoversTheTruth(int rows, int rowsPerUser, double rate, double loggedSlope, double targetSlope, double spread)
    {
        SimulatedLog simulation = new(rows, rowsPerUser, rate, loggedSlope, targetSlope, spread);
        Assert.InRange(simulation.EffectiveShare, 0.1, 1);

        Measure($"n {rows}, {rowsPerUser} per user, rate {rate}, ESS {simulation.EffectiveShare:P1}", seed => ItemPositionEstimator.Estimate(simulation.Draw(seed)).List, simulation.Truth);
    }

    [Fact]
    public void ListInterval_SimulatedLogs_CoversTheTruth()
    {
        SimulatedLog simulation = new(2_000, 4, 0.15, 2, 3, 0.6);

        Measure("three positions", seed => ItemPositionEstimator.Estimate(simulation.Draw(seed, 3)).List, simulation.Truth * (1 + (1 / 2.0) + (1 / 3.0)));
    }

    private void Measure(string name, Func<int, ItemPositionEstimates> estimate, double truth)
    {
        int[] covered = new int[3];
        int unknown = 0;
        Parallel.For(0, Logs, seed =>
        {
            ItemPositionEstimates estimates = estimate(seed);
            if (!estimates.InversePropensity.IsKnown)
            {
                Interlocked.Increment(ref unknown);
            }

            Count(0, estimates.InversePropensity);
            Count(1, estimates.SelfNormalized);
            Count(2, estimates.DoublyRobust);
        });

        double[] shares = Array.ConvertAll(covered, static c => (double)c / Logs);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: IPS {shares[0]:P2}, self-normalised {shares[1]:P2}, doubly robust {shares[2]:P2} of {Logs} logs, {unknown} unknown"));
        Assert.All(shares, static share => Assert.InRange(share, 0.93, 0.97));

        void Count(int estimator, LogEstimate one)
        {
            if (one is KnownEstimate known && known.Interval.Contains(truth))
            {
                Interlocked.Increment(ref covered[estimator]);
            }
        }
    }
}
