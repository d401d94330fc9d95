namespace MovieRec.Data;

/// <summary>Interactions per user or item, and what to say about them.</summary>
internal static class Counts
{
    public static int[] Of(ReadOnlySpan<int> column, int size)
    {
        int[] counts = new int[size];
        foreach (int index in column)
        {
            counts[index]++;
        }

        return counts;
    }

    public static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;

    /// <summary>Quantiles of the counts above 0.</summary>
    public static CountQuantiles Quantiles(int[] counts)
    {
        int[] sorted = [.. counts.Where(static c => c > 0).Order()];
        return sorted.Length == 0
            ? new CountQuantiles(0, 0, 0, 0, 0, 0, 0, 0, 0)
            : new CountQuantiles(
                sorted[0], At(10), At(25), At(50), At(75), At(90), At(99), sorted[^1], sorted.Average());

        // ⌈q·n⌉-th smallest, in whole numbers: 0.9 · 10 is not 9 in binary fractions.
        int At(int percent) => sorted[(int)((((long)percent * sorted.Length) + 99) / 100) - 1];
    }

    public static LongTailReport LongTail(int[] perItem)
    {
        int[] descending = [.. perItem.OrderDescending()];
        long total = descending.Sum(static c => (long)c);
        double gini = 0;
        for (int i = 0; i < descending.Length; i++)
        {
            // The item at position i from the top is number n − i from the bottom.
            gini += ((2.0 * (descending.Length - i)) - descending.Length - 1) * descending[i];
        }

        return new LongTailReport(
            Top(1), Top(10), Top(20), ItemsFor(50), ItemsFor(80), Share(gini, (double)descending.Length * total));

        double Top(int percent)
        {
            int items = (int)((((long)percent * descending.Length) + 99) / 100);
            return Share(descending.Take(items).Sum(static c => (long)c), total);
        }

        int ItemsFor(int percent)
        {
            long sum = 0;
            int items = 0;
            while (sum * 100 < total * percent)
            {
                sum += descending[items++];
            }

            return items;
        }
    }
}
