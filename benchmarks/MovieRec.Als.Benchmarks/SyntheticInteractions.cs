using System.Globalization;
using System.Runtime.InteropServices;
using MovieRec.Numerics;

namespace MovieRec.Als.Benchmarks;

/// <summary>
/// A MovieLens-shaped matrix of any size: power-law users and items, twenty genres, every user with three favourite ones.
/// Deterministic. Straight into the compressed form, so that 100 million interactions need no further memory.
/// </summary>
internal static class SyntheticInteractions
{
    private const int Genres = 20;

    public static InteractionMatrix Create(int users, int items, long interactions, ulong seed = 1)
    {
        int[] genreOf = new int[items];
        List<int>[] byGenre = [.. Enumerable.Range(0, Genres).Select(_ => new List<int>())];
        for (int i = 0; i < items; i++)
        {
            genreOf[i] = (int)(SeededRandom.Hash(seed, (ulong)i) % Genres);
            byGenre[genreOf[i]].Add(i);
        }

        double[] all = Cumulative([.. Enumerable.Range(0, items)]);
        double[][] genre = [.. byGenre.Select(list => Cumulative([.. list]))];
        int[] lengths = Lengths(users, items, interactions, seed + 1);
        int[] starts = new int[users + 1];
        for (int u = 0; u < users; u++)
        {
            starts[u + 1] = checked(starts[u] + lengths[u]);
        }

        int[] entries = new int[starts[^1]];
        Parallel.For(0, users, u =>
        {
            Span<int> row = entries.AsSpan(starts[u], lengths[u]);
            HashSet<int> seen = new(row.Length);
            ulong draw = 0;
            ulong key = SeededRandom.Hash(seed + 2, (ulong)u);
            while (seen.Count < row.Length)
            {
                ulong bits = SeededRandom.Hash(key, draw++);
                double x = (SeededRandom.Hash(key, draw++) >> 11) * (1.0 / (1UL << 53));
                int item;
                if (bits % 10 < 7 && draw < (ulong)(8 * row.Length))
                {
                    int favourite = (int)((key >> (int)(bits / 10 % 3 * 8)) % Genres);
                    item = byGenre[favourite][Find(genre[favourite], x)];
                }
                else
                {
                    item = Find(all, x);
                }

                if (seen.Add(item))
                {
                    row[seen.Count - 1] = item;
                }
            }

            row.Sort();
        });
        return new InteractionMatrix(users, items, starts, entries, [], []);
    }

    /// <summary>Writes users, items and entries as three int64, then row starts and item numbers as int32.</summary>
    public static int Export(string[] args)
    {
        long interactions = args.Length > 1 ? long.Parse(args[1], CultureInfo.InvariantCulture) : 19_000_000;
        int users = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 138_000;
        int items = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 26_744;
        InteractionMatrix matrix = Create(users, items, interactions);
        using FileStream stream = File.Create(args[0]);
        stream.Write(MemoryMarshal.AsBytes<long>([matrix.UserCount, matrix.ItemCount, matrix.Count]));
        stream.Write(MemoryMarshal.AsBytes(matrix.UserStarts));
        stream.Write(MemoryMarshal.AsBytes(matrix.Items));
        return 0;
    }

    /// <summary>Popularity falls as (rank + 30)^−1.1, where rank is the item index.</summary>
    private static double[] Cumulative(int[] list)
    {
        double[] sums = new double[list.Length];
        double sum = 0;
        for (int i = 0; i < list.Length; i++)
        {
            sum += Math.Pow(list[i] + 30, -1.1);
            sums[i] = sum;
        }

        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] /= sum;
        }

        return sums;
    }

    private static int Find(double[] cumulative, double x)
    {
        int found = Array.BinarySearch(cumulative, x);
        return Math.Min(found < 0 ? ~found : found, cumulative.Length - 1);
    }

    /// <summary>Log-normal history lengths that add up to about the number wanted.</summary>
    private static int[] Lengths(int users, int items, long interactions, ulong seed)
    {
        float[] normal = new float[users];
        SeededRandom.Normal(seed, 0, normal);
        double[] raw = [.. normal.Select(z => Math.Exp(1.1 * z))];
        double scale = interactions / raw.Sum();
        return [.. raw.Select(r => (int)Math.Clamp(r * scale, 1, items / 4))];
    }
}
