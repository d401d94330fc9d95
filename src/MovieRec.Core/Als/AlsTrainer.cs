using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Fits implicit-feedback matrix factorisation by alternating least squares, every solve exact (Cholesky). One iteration
/// solves all users, then all items; after the last one the users are solved once more against the final item factors,
/// refined to rounding accuracy: these vectors are stored and served.
/// </summary>
/// <remarks>
/// Objectives: <see cref="AlsObjective"/>. Results are the same bits at any thread count. Thread-safe: a trainer holds
/// options only. Cost of an iteration: about (2 · interactions + users + items) · d·(d+1) + (users + items) · d³/3
/// floating-point operations.
/// </remarks>
public sealed partial class AlsTrainer : ITrainer<AlsModel>
{
    private readonly bool _automatic;

    /// <summary>
    /// Creates a trainer that needs no choices: <see cref="Fit(TrainingData, IProgress{TrainingProgress}?, CancellationToken)"/>
    /// takes <see cref="AlsOptions.ForData"/>.
    /// </summary>
    public AlsTrainer()
        : this(new AlsOptions()) => _automatic = true;

    /// <summary>Creates a trainer.</summary>
    /// <param name="options">Options; immutable.</param>
    public AlsTrainer(AlsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
    }

    /// <summary>The options; a trainer made without any replaces them by those that suit the data.</summary>
    public AlsOptions Options { get; }

    /// <inheritdoc/>
    public AlsModel Fit(TrainingData data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (_automatic)
        {
            return new AlsTrainer(AlsOptions.ForData(data)).Fit(data, progress, cancellationToken);
        }

        FactorMatrix items = new(data.Interactions.ItemCount, Options.Columns);
        InitializeRandom(items, data.Interactions);
        return Run(data, items, progress, cancellationToken)!;
    }

    /// <summary>Fits from given item factors (warm start, or a start from a formula).</summary>
    /// <param name="data">The training data.</param>
    /// <param name="start">Initial item factors.</param>
    /// <param name="progress">Told after each iteration.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    /// <exception cref="ArgumentException">The start's shape is not items × factors.</exception>
    public AlsModel Fit(TrainingData data, AlsStart start, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(start);
        int itemCount = data.Interactions.ItemCount;
        if ((start.Factors != Options.Factors && start.Factors != Options.Columns) || start.ItemFactors.Length != (long)itemCount * start.Factors)
        {
            throw new ArgumentException(
                $"The start holds {start.ItemFactors.Length / start.Factors} items × {start.Factors} factors; {itemCount} × {Options.Factors} are needed.",
                nameof(start));
        }

        FactorMatrix items = new(itemCount, Options.Columns);
        for (int i = 0; i < itemCount; i++)
        {
            if (data.Interactions.GetItemCount(i) > 0)
            {
                start.ItemFactors.Span.Slice(i * start.Factors, start.Factors).CopyTo(items.Row(i));
            }
        }

        return Run(data, items, progress, cancellationToken)!;
    }

    /// <summary>
    /// Items without a liked interaction start, and stay, at zero; the others draw by their rank among them, so that
    /// catalogue entries without interactions change no number.
    /// </summary>
    private void InitializeRandom(FactorMatrix items, InteractionMatrix interactions)
    {
        float scale = (float)(Options.InitialStandardDeviation / Math.Sqrt(Options.Factors));
        ulong rank = 0;
        for (int i = 0; i < items.Rows; i++)
        {
            if (interactions.GetItemCount(i) == 0)
            {
                continue;
            }

            Span<float> row = items.Row(i)[..Options.Factors];
            SeededRandom.Normal((ulong)Options.Seed, rank * (ulong)Options.Factors, row);
            foreach (ref float value in row)
            {
                value *= scale;
            }

            rank++;
        }
    }

    /// <param name="data">The training data.</param>
    /// <param name="items">Initial item factors, trained in place.</param>
    /// <param name="progress">Told after each iteration.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    /// <param name="validation">Looked at after each iteration; may end the training, which then gives no model.</param>
    private AlsModel? Run(
        TrainingData data, FactorMatrix items, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken, AlsValidation? validation = null)
    {
        if (Options.Patience > 0 && validation is null)
        {
            int best = BestIterations(data, items, progress, cancellationToken);
            return new AlsTrainer(Options with { Iterations = best, Patience = 0 }).Run(data, items, progress, cancellationToken);
        }

        InteractionMatrix matrix = data.Interactions;
        FactorMatrix users = new(matrix.UserCount, Options.Columns);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Options.MaxDegreeOfParallelism, CancellationToken = cancellationToken };
        AlsSweep userSweep = AlsSweep.OverUsers(matrix);
        AlsSweep itemSweep = AlsSweep.OverItems(matrix);
        double[] losses = Options.RecordLoss ? new double[Options.Iterations] : [];
        double[] itemGram = Gram.Compute(items, parallel, Options.Width);
        double targets = TargetWeights(matrix);
        for (int iteration = 0; iteration < Options.Iterations; iteration++)
        {
            AlsSweepSums userSums = userSweep.Solve(new AlsSide(items, itemGram, itemSweep.ActiveRows, Options, AlsRows.Items), users, refined: false, parallel);
            double[] userGram = Gram.Compute(users, parallel, Options.Width);
            AlsSweepSums itemSums = itemSweep.Solve(new AlsSide(users, userGram, userSweep.ActiveRows, Options, AlsRows.Users), items, refined: false, parallel);
            itemGram = Gram.Compute(items, parallel, Options.Width);
            AlsLossParts parts = Loss(targets, userSums, itemSums, userGram, itemGram);
            if (Options.RecordLoss)
            {
                losses[iteration] = parts.Total;
            }

            double? quality = null;
            if (validation is not null)
            {
                AlsSide fixedItems = new(items, itemGram, itemSweep.ActiveRows, Options, AlsRows.Items);
                quality = validation.Measure(new AlsModel(Options, data.Histories, "", users, fixedItems, []), iteration + 1);
            }

            progress?.Report(new TrainingProgress(validation is null ? "als" : "als-validation", iteration + 1, Options.Iterations, Options.RecordLoss ? parts.Total : double.NaN)
            {
                LossParts = Options.RecordLoss ? parts : null,
                Validation = quality,
            });
            if (validation is not null && validation.IsOver(Options.Patience))
            {
                return null;
            }
        }

        if (validation is not null)
        {
            return null;
        }

        AlsSide served = new(items, Gram.ComputeInDouble(items, parallel), itemSweep.ActiveRows, Options, AlsRows.Items);
        userSweep.Solve(served, users, refined: true, parallel);
        return new AlsModel(Options, data.Histories, data.Fingerprint, users, served, losses);
    }

    /// <summary>
    /// The objective without visiting a pair: item i contributes Σ_u t − 2⟨b, y⟩ + ⟨y, A·y⟩ with its ridge included, which is
    /// Σ_u t − ⟨b, y⟩ for an exact solution; the users' ridge is added.
    /// Σ over all pairs of ŷ² is the inner product of the two Gram matrices.
    /// </summary>
    private AlsLossParts Loss(double targets, AlsSweepSums userSums, AlsSweepSums itemSums, double[] userGram, double[] itemGram)
    {
        double total = targets - itemSums.Fit + userSums.Ridge;
        double unobserved = Options.EffectiveUnobservedWeight * RefinementKernel.Dot(userGram, itemGram);
        double ridge = userSums.Ridge + itemSums.Ridge;
        return new AlsLossParts(total - unobserved - ridge, unobserved, ridge);
    }

    /// <summary>Σ of all target weights: what the objective is when every score is 0.</summary>
    private double TargetWeights(InteractionMatrix matrix)
    {
        if (!matrix.HasWeights)
        {
            return matrix.Count * Options.TargetWeight(1);
        }

        double sum = 0;
        foreach (float weight in matrix.Weights)
        {
            sum += Options.TargetWeight(weight);
        }

        return sum;
    }
}
