using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Fits PureSVD (Cremonesi, Koren, Turrin, RecSys 2010): R ≈ U·Σ·Vᵀ over the user × item matrix with zeros for what is not
/// liked; a user with row r_u gets the scores r_u·V·Vᵀ. V comes from a randomised decomposition.
/// </summary>
/// <remarks>Thread-safe: a trainer holds options only. The bits do not depend on the thread count.</remarks>
public sealed class SvdTrainer : ITrainer<SvdModel>
{
    /// <summary>Creates a trainer with default options.</summary>
    public SvdTrainer()
        : this(new SvdOptions())
    {
    }

    /// <summary>Creates a trainer.</summary>
    /// <param name="options">Options; immutable.</param>
    public SvdTrainer(SvdOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
    }

    /// <summary>The options.</summary>
    public SvdOptions Options { get; }

    /// <inheritdoc/>
    public SvdModel Fit(TrainingData data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        cancellationToken.ThrowIfCancellationRequested();
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Options.MaxDegreeOfParallelism, CancellationToken = cancellationToken };
        SvdSettings settings = new(Options.Factors, Options.Oversampling, Options.PowerIterations, Options.Seed);
        int steps = 2 * (Options.PowerIterations + 1);
        SvdFactors factors = RandomizedSvd.Compute(
            Scaled(data.Interactions, Options.ItemScaling),
            settings,
            parallel,
            step => progress?.Report(new TrainingProgress("svd", step, steps, double.NaN)));
        return new SvdModel(Options, data.Histories, data.Fingerprint, factors.Right, factors.Values);
    }

    /// <summary>The matrix with columns multiplied by n^((d − 1) / 2).</summary>
    private static SparseMatrix Scaled(InteractionMatrix matrix, double scaling)
    {
        float[] values = matrix.Weights.ToArray();
        if (scaling != 1)
        {
            float[] scale = new float[matrix.ItemCount];
            for (int i = 0; i < scale.Length; i++)
            {
                scale[i] = (float)Math.Pow(Math.Max(matrix.GetItemCount(i), 1), (scaling - 1) / 2);
            }

            values = values.Length == 0 ? Filled(matrix.Count) : values;
            for (int e = 0; e < values.Length; e++)
            {
                values[e] *= scale[matrix.Items[e]];
            }
        }

        return new SparseMatrix(matrix.UserCount, matrix.ItemCount, matrix.UserStarts.ToArray(), matrix.Items.ToArray(), values);
    }

    private static float[] Filled(int count)
    {
        float[] ones = new float[count];
        Array.Fill(ones, 1);
        return ones;
    }
}
