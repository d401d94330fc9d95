namespace MovieRec.Data;

/// <summary>How many movies each user rates: a floor plus a log-normal share, summing to the requested number exactly.</summary>
internal static class SyntheticUsers
{
    private const int Purpose = 3;
    private const double Spread = 1.2;
    private const int HighestFloor = 20;

    public static int[] Counts(SyntheticOptions options)
    {
        int users = options.Users;
        int most = options.InitialMovies;
        int floor = Math.Clamp(options.Interactions / users / 2, 1, Math.Min(HighestFloor, most));
        long free = options.Interactions - ((long)users * floor);
        double[] cumulative = new double[users];
        double sum = 0;
        for (int u = 0; u < users; u++)
        {
            SyntheticRandom random = new(options.Seed, Purpose, u);
            cumulative[u] = sum += Math.Exp(Spread * random.NextNormal());
        }

        // Rounding the running sum makes the total exact.
        int[] counts = new int[users];
        long given = 0;
        long excess = 0;
        for (int u = 0; u < users; u++)
        {
            long next = u == users - 1 ? free : (long)(free * (cumulative[u] / sum));
            long count = floor + next - given;
            given = next;
            counts[u] = (int)Math.Min(count, most);
            excess += count - counts[u];
        }

        // What the busiest cannot take goes to the others.
        for (int u = 0; excess > 0; u = (u + 1) % users)
        {
            int more = (int)Math.Min(most - counts[u], Math.Max(1, excess / users));
            more = (int)Math.Min(more, excess);
            counts[u] += more;
            excess -= more;
        }

        return counts;
    }
}
