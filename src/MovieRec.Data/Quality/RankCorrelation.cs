namespace MovieRec.Data;

/// <summary>Spearman's rank correlation: Pearson's correlation of the ranks, ties sharing their mean rank.</summary>
internal static class RankCorrelation
{
    /// <summary>Over positions where at least one value is above 0; null for fewer than two of them, or when a side is constant.</summary>
    public static double? Spearman(int[] first, int[] second)
    {
        int[] positions = [.. Enumerable.Range(0, first.Length).Where(i => first[i] > 0 || second[i] > 0)];
        double[] x = Ranks([.. positions.Select(i => first[i])]);
        double[] y = Ranks([.. positions.Select(i => second[i])]);
        double mean = (positions.Length + 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }

        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : null;
    }

    private static double[] Ranks(int[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        int[] sorted = [.. values];
        Array.Sort(sorted, order);
        double[] ranks = new double[values.Length];
        for (int i = 0; i < sorted.Length;)
        {
            int start = i;
            while (i < sorted.Length && sorted[i] == sorted[start])
            {
                i++;
            }

            // Ranks start + 1 … i, mean of the first and the last.
            for (int k = start; k < i; k++)
            {
                ranks[order[k]] = (start + 1 + i) / 2.0;
            }
        }

        return ranks;
    }
}
