using System.Numerics.Tensors;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// The objective, without visiting all pairs: Σ_all ŷ² = ⟨XᵀX, YᵀY⟩ (Frobenius); the observed pairs are visited once.
/// </summary>
internal static class AlsLoss
{
    public static double Compute(
        AlsOptions options,
        AlsSweep users,
        AlsSweep items,
        FactorMatrix userFactors,
        FactorMatrix itemFactors,
        double[] userGram,
        double[] itemGram,
        ParallelOptions parallel)
    {
        double[] partial = new double[users.ChunkCount];
        Parallel.For(0, users.ChunkCount, parallel, chunk => partial[chunk] = Observed(options, users, userFactors, itemFactors, chunk));
        double observed = 0;
        foreach (double value in partial)
        {
            observed += value;
        }

        double all = options.EffectiveUnobservedWeight * TensorPrimitives.Dot<double>(userGram, itemGram);
        return observed + all + Ridge(options, users, items, userFactors) + Ridge(options, items, users, itemFactors);
    }

    private static double Observed(AlsOptions options, AlsSweep users, FactorMatrix userFactors, FactorMatrix itemFactors, int chunk)
    {
        double sum = 0;
        (int from, int to) = users.Chunk(chunk);
        for (int u = from; u < to; u++)
        {
            ReadOnlySpan<float> x = userFactors.PaddedRow(u);
            ReadOnlySpan<int> row = users.Items(u);
            ReadOnlySpan<float> weights = users.Weights(u);
            for (int j = 0; j < row.Length; j++)
            {
                float weight = weights.IsEmpty ? 1 : weights[j];
                double score = Kernels.Dot(x, itemFactors.PaddedRow(row[j]));
                double error = 1 - score;

                // The all-pairs term counts score² once more with the unobserved weight; c·(1 − ŷ)² − ŷ² completes Hu–Koren.
                sum += options.Objective == AlsObjective.Rendle
                    ? weight * error * error
                    : (options.TargetWeight(weight) * error * error) - (score * score);
            }
        }

        return sum;
    }

    private static double Ridge(AlsOptions options, AlsSweep rows, AlsSweep opposite, FactorMatrix factors)
    {
        double sum = 0;
        for (int r = 0; r < rows.RowCount; r++)
        {
            int count = rows.Items(r).Length;
            if (count > 0)
            {
                double norm = Kernels.Dot(factors.PaddedRow(r), factors.PaddedRow(r));
                sum += options.Ridge(count, opposite.ActiveRows) * norm;
            }
        }

        return sum;
    }
}
