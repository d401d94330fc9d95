using System.Numerics.Tensors;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Content for movies without metadata: the mean content vector of the movies closest in behaviour (cosine), weighted by
/// closeness. A mean is shorter than what it is made of, the more so the less its neighbours agree: as sure as it can be.
/// </summary>
internal static class ContentBackfill
{
    /// <summary>Fills zero rows of the content vectors.</summary>
    /// <param name="content">Content vectors; zero where nothing is known.</param>
    /// <param name="behaviour">Behaviour vectors; zero for movies nobody liked.</param>
    /// <param name="neighbours">How many movies to average, ≥ 1.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <returns>Number of rows filled.</returns>
    public static int Fill(FactorMatrix content, FactorMatrix behaviour, int neighbours, ParallelOptions parallel)
    {
        bool[] has = new bool[content.Rows];
        List<int> missing = [];
        for (int i = 0; i < content.Rows; i++)
        {
            has[i] = content.Row(i).ContainsAnyExcept(0f);
            if (!has[i] && behaviour.Row(i).ContainsAnyExcept(0f))
            {
                missing.Add(i);
            }
        }

        if (missing.Count == 0)
        {
            return 0;
        }

        FactorMatrix unit = Normalized(behaviour);
        ItemMask donors = ItemMask.Create(content.Rows, i => has[i] && behaviour.Row(i).ContainsAnyExcept(0f));
        float[][] filled = new float[missing.Count][];
        Parallel.For(0, missing.Count, parallel, n =>
        {
            ScoredItem[] nearest = new ScoredItem[neighbours];
            int found = ExactScan.Run(unit.PaddedRow(missing[n]), unit, Similarity.InnerProduct, donors.Words, nearest);
            filled[n] = Mean(content, nearest.AsSpan(0, found));
        });
        for (int n = 0; n < missing.Count; n++)
        {
            filled[n].CopyTo(content.Row(missing[n]));
        }

        return missing.Count;
    }

    private static float[] Mean(FactorMatrix content, ReadOnlySpan<ScoredItem> nearest)
    {
        double[] sum = new double[content.Columns];
        double total = 0;
        foreach (ScoredItem neighbour in nearest)
        {
            if (neighbour.Score > 0)
            {
                ReadOnlySpan<float> row = content.Row(neighbour.ItemIndex);
                total += neighbour.Score;
                for (int c = 0; c < sum.Length; c++)
                {
                    sum[c] += (double)neighbour.Score * row[c];
                }
            }
        }

        return Array.ConvertAll(sum, s => total > 0 ? (float)(s / total) : 0);
    }

    private static FactorMatrix Normalized(FactorMatrix matrix)
    {
        FactorMatrix unit = new(matrix.Rows, matrix.Columns);
        for (int i = 0; i < matrix.Rows; i++)
        {
            float length = TensorPrimitives.Norm<float>(matrix.Row(i));
            if (length > 0)
            {
                TensorPrimitives.Divide(matrix.Row(i), length, unit.Row(i));
            }
        }

        return unit;
    }
}
