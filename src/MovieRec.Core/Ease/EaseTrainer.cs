using System.Numerics;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Fits EASE, the linear item-item model in closed form (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data",
/// WWW 2019): P = (XᵀX + λI)⁻¹, B_ij = −P_ij / P_jj off the diagonal and 0 on it, score(u, j) = Σ_i x_ui·B_ij. No random
/// numbers and no iterations: the yardstick for everything else.
/// </summary>
/// <remarks>
/// Thread-safe: a trainer holds options only. The bits do not depend on the thread count. Cost: Σ_u n_u² / 2 additions for
/// XᵀX and n³ multiply-adds for the inverse of n items.
/// </remarks>
public sealed class EaseTrainer : ITrainer<EaseModel>
{
    /// <summary>Creates a trainer with default options.</summary>
    public EaseTrainer()
        : this(new EaseOptions())
    {
    }

    /// <summary>Creates a trainer.</summary>
    /// <param name="options">Options; immutable.</param>
    public EaseTrainer(EaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
    }

    /// <summary>The options.</summary>
    public EaseOptions Options { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The matrix is not positive definite in the chosen precision.</exception>
    public EaseModel Fit(TrainingData data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        int[] items = MostLiked(data.Interactions, Options.MaxItems);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Options.MaxDegreeOfParallelism, CancellationToken = cancellationToken };
        float[] weights = Options.Precision == EasePrecision.Double
            ? Solve<double>(data.Interactions, items, progress, parallel)
            : Solve<float>(data.Interactions, items, progress, parallel);
        return new EaseModel(Options, data.Histories, data.Fingerprint, items, weights);
    }

    /// <summary>The items with most likes, at most <paramref name="count"/>, in ascending index order.</summary>
    private static int[] MostLiked(InteractionMatrix matrix, int count)
    {
        int[] liked = [.. Enumerable.Range(0, matrix.ItemCount).Where(i => matrix.GetItemCount(i) > 0)];
        int[] chosen = liked.Length <= count
            ? liked
            : [.. liked.OrderByDescending(matrix.GetItemCount).ThenBy(static i => i).Take(count)];
        Array.Sort(chosen);
        return chosen;
    }

    private float[] Solve<T>(InteractionMatrix matrix, int[] items, IProgress<TrainingProgress>? progress, ParallelOptions parallel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int order = SymmetricInverse.Pad(items.Length);
        int steps = order / TileProduct.Block;
        T[] gram = Gram<T>(matrix, items, order, parallel);
        bool solved = SymmetricInverse.NegateAndInvert(
            gram, order, parallel, step => progress?.Report(new TrainingProgress("ease", step, steps, double.NaN)));
        return solved
            ? Weights(gram, items.Length, order, parallel)
            : throw new InvalidOperationException(
                $"XᵀX + λI is not positive definite in {Options.Precision} precision; raise Regularization or scale the interaction weights down.");
    }

    /// <summary>XᵀX + λI, upper triangle and whole diagonal blocks; the padding is the identity.</summary>
    private T[] Gram<T>(InteractionMatrix matrix, int[] items, int order, ParallelOptions parallel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] position = Positions(items, matrix.ItemCount);
        T[] gram = new T[(long)order * order];
        Parallel.For(0, order, parallel, row =>
        {
            Span<T> target = gram.AsSpan(row * order, order);
            if (row >= items.Length)
            {
                target[row] = T.One;
                return;
            }

            int firstColumn = row / TileProduct.Block * TileProduct.Block;
            ReadOnlySpan<int> users = matrix.GetItemUsers(items[row]);
            ReadOnlySpan<float> own = matrix.GetItemWeights(items[row]);
            for (int k = 0; k < users.Length; k++)
            {
                ReadOnlySpan<int> others = matrix.GetUserItems(users[k]);
                ReadOnlySpan<float> theirs = matrix.GetUserWeights(users[k]);
                double weight = own.IsEmpty ? 1 : own[k];
                for (int j = 0; j < others.Length; j++)
                {
                    int column = position[others[j]];
                    if (column >= firstColumn)
                    {
                        target[column] += T.CreateTruncating(theirs.IsEmpty ? weight : weight * theirs[j]);
                    }
                }
            }

            target[row] += T.CreateTruncating(Options.Regularization);
        });
        return gram;
    }

    /// <summary>B from −P: B_ij = −P_ij / P_jj = (−P)_ij / −(−P)_jj.</summary>
    private static float[] Weights<T>(T[] negated, int count, int order, ParallelOptions parallel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        float[] weights = new float[(long)count * count];
        Parallel.For(0, count, parallel, i =>
        {
            Span<float> row = weights.AsSpan(i * count, count);
            int ownBlock = i / TileProduct.Block;
            for (int j = 0; j < count; j++)
            {
                T value = j / TileProduct.Block >= ownBlock ? negated[(i * order) + j] : negated[(j * order) + i];
                row[j] = i == j ? 0 : float.CreateTruncating(value / -negated[(j * order) + j]);
            }
        });
        return weights;
    }

    internal static int[] Positions(int[] items, int itemCount)
    {
        int[] position = new int[itemCount];
        Array.Fill(position, -1);
        for (int p = 0; p < items.Length; p++)
        {
            position[items[p]] = p;
        }

        return position;
    }
}
