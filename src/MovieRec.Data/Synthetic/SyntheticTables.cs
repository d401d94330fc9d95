namespace MovieRec.Data;

/// <summary>
/// Draws a movie in constant time (Walker's alias method): one table for each period of time and taste, and one for the
/// mainstream of each period. A movie is drawn more often while it is new, so popularity moves with time.
/// </summary>
internal sealed class SyntheticTables
{
    public const int Periods = 16;

    /// <summary>The table of what everybody watches.</summary>
    public const int Mainstream = SyntheticMovies.Tastes;

    private const int TablesPerPeriod = SyntheticMovies.Tastes + 1;
    private const double NewnessBoost = 4;
    private readonly List<Slot[]> _tables = [];

    public SyntheticTables(SyntheticMovies movies)
    {
        List<int>[] members = new List<int>[TablesPerPeriod];
        for (int t = 0; t < members.Length; t++)
        {
            members[t] = [];
        }

        for (int i = 0; i < movies.Count; i++)
        {
            members[movies.FirstTaste[i]].Add(i);
            if (movies.SecondTaste[i] != SyntheticMovies.NoTaste)
            {
                members[movies.SecondTaste[i]].Add(i);
            }

            members[Mainstream].Add(i);
        }

        for (int period = 0; period < Periods; period++)
        {
            long start = SyntheticMovies.Start + (SyntheticMovies.Length * period / Periods);
            long end = SyntheticMovies.Start + (SyntheticMovies.Length * (period + 1) / Periods);
            for (int t = 0; t < TablesPerPeriod; t++)
            {
                _tables.Add(Build(movies, members[t], start, end));
            }
        }
    }

    public static int PeriodOf(long time) =>
        (int)Math.Clamp((time - SyntheticMovies.Start) * Periods / SyntheticMovies.Length, 0, Periods - 1);

    /// <summary>Draws a movie of a taste; of the mainstream when no movie of that taste has appeared yet.</summary>
    public int Draw(int period, int taste, ref SyntheticRandom random)
    {
        Slot[] table = _tables[(period * TablesPerPeriod) + taste];
        if (table.Length == 0)
        {
            table = _tables[(period * TablesPerPeriod) + Mainstream];
        }

        ulong bits = random.Next64();
        ref readonly Slot slot = ref table[(int)(((bits >> 32) * (ulong)table.Length) >> 32)];
        return (uint)bits < slot.Threshold ? slot.Movie : slot.Alias;
    }

    private static Slot[] Build(SyntheticMovies movies, List<int> members, long start, long end)
    {
        // Members are in order of appearance.
        int count = members.Count;
        while (count > 0 && movies.AddedAt[members[count - 1]] >= end)
        {
            count--;
        }

        double[] weights = new double[count];
        double sum = 0;
        for (int k = 0; k < count; k++)
        {
            int movie = members[k];
            double years = Math.Max(0, (start - movies.AddedAt[movie]) / 31_557_600.0);
            double newness = movies.AddedAt[movie] > SyntheticMovies.Start ? NewnessBoost * Math.Exp(-years) : 0;
            weights[k] = movies.Popularity[movie] * (1 + newness);
            sum += weights[k];
        }

        Slot[] slots = new Slot[count];
        Stack<int> small = new();
        Stack<int> large = new();
        for (int k = 0; k < count; k++)
        {
            weights[k] *= count / sum;
            (weights[k] < 1 ? small : large).Push(k);
        }

        while (small.Count > 0 && large.Count > 0)
        {
            int s = small.Pop();
            int l = large.Peek();
            slots[s] = new Slot((uint)Math.Min(weights[s] * uint.MaxValue, uint.MaxValue), members[s], members[l]);
            weights[l] -= 1 - weights[s];
            if (weights[l] < 1)
            {
                small.Push(large.Pop());
            }
        }

        foreach (int k in small.Concat(large))
        {
            slots[k] = new Slot(uint.MaxValue, members[k], members[k]);
        }

        return slots;
    }

    private readonly record struct Slot(uint Threshold, int Movie, int Alias);
}
