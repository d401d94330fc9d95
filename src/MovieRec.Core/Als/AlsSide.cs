using System.Numerics.Tensors;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// One side of the alternation: the fixed factors Y, their Gram matrix, and the normal equations of a row on the other
/// side, (α₀·YᵀY + Σ_j a_j·y_j·y_jᵀ + ridge·I) x = Σ_j b_j·y_j. Training, fold-in and explanations share this code, so
/// that refitting a trained user gives the stored bits.
/// </summary>
/// <remarks>
/// A solve reads the factors of the interactions where they lie, updates the matrix in register tiles, and factors it
/// (Cholesky) in single precision; a matrix that is too ill-conditioned for it is built and factored again in double. A
/// refined solve then corrects the solution with residuals in double precision (Wilkinson's iterative refinement), so
/// that served vectors carry rounding errors only.
/// </remarks>
internal sealed partial class AlsSide
{
    /// <summary>
    /// A row may be millions long: it is taken in parts that stay in a second-level cache between the update of the matrix
    /// and that of the right-hand side. Between two of them a cancellation is noticed.
    /// </summary>
    private const int InteractionsPerCheck = 1024;
    private const int MaxRefinements = 8;
    private const double RefinementTolerance = 1e-12;
    private readonly AlsOptions _options;
    private readonly double[] _gram;
    private readonly Lazy<double[]> _doubleGram;
    private readonly float[] _scaledGram;
    private readonly int _activeRows;
    private readonly double _matrixScale;
    private readonly double _targetScale;
    private readonly double _targetOffset;

    /// <summary>The coordinate that is 1 in every solution; −1 when there is none.</summary>
    private readonly int _fixed;

    /// <summary>The coordinate with a ridge of its own; −1 when there is none.</summary>
    private readonly int _bias;

    /// <param name="factors">Y.</param>
    /// <param name="gram">YᵀY, stride × stride.</param>
    /// <param name="activeRows">Rows of Y with at least one interaction.</param>
    /// <param name="options">Objective and regularisation.</param>
    /// <param name="rows">Whose vectors Y holds; with item biases a row of users has its last coordinate fixed at 1.</param>
    public AlsSide(FactorMatrix factors, double[] gram, int activeRows, AlsOptions options, AlsRows rows)
    {
        Factors = factors;
        _fixed = options.ItemBias && rows == AlsRows.Items ? options.Factors : -1;
        _bias = options.ItemBias && rows == AlsRows.Users ? options.Factors : -1;
        Unknowns = _fixed >= 0 ? options.Factors : factors.Columns;
        _gram = gram;

        // Rounding of single-precision products can make the Gram matrix indefinite; this one is not. Asked for rarely.
        _doubleGram = new Lazy<double[]>(() => Gram.ComputeInDouble(factors, new ParallelOptions { MaxDegreeOfParallelism = 1 }));
        _activeRows = activeRows;
        _options = options;
        _matrixScale = options.MatrixWeight(1);
        _targetOffset = options.Objective == AlsObjective.Rendle ? 0 : 1;
        _targetScale = options.MatrixWeight(1);
        double scale = options.EffectiveUnobservedWeight;
        _scaledGram = new float[gram.Length];
        for (int i = 0; i < gram.Length; i++)
        {
            _scaledGram[i] = (float)(scale * gram[i]);
        }
    }

    public FactorMatrix Factors { get; }

    public ReadOnlySpan<double> GramMatrix => _gram;

    public int ActiveRows => _activeRows;

    /// <summary>Registers of all kernels used here.</summary>
    public SimdWidth Width => _options.Width;

    /// <summary>Coordinates to solve for: all, or all but the fixed one.</summary>
    public int Unknowns { get; }

    /// <summary>Ridge of a row with so many interactions.</summary>
    public double Ridge(int count) => _options.Ridge(count, _activeRows);

    /// <summary>What the ridge adds to the objective for a solved row.</summary>
    public double RidgePart(int count, ReadOnlySpan<float> solved)
    {
        double part = Ridge(count) * Kernels.Dot(solved, solved, Width);
        return _fixed >= 0 ? part - Ridge(count)
            : _bias >= 0 ? part + (BiasRidge(count) * solved[_bias] * solved[_bias])
            : part;
    }

    /// <summary>α₀·Σ_i b_i·⟨y_i, vector⟩ over all items: what their biases take off a user's right-hand side. The sum is a column of the Gram matrix.</summary>
    public double BiasOffset(ReadOnlySpan<double> vector)
    {
        double sum = 0;
        for (int i = 0; i < _fixed; i++)
        {
            sum += _gram[(i * Factors.Stride) + _fixed] * vector[i];
        }

        return _options.EffectiveUnobservedWeight * sum;
    }

    /// <summary>What the bias's ridge is beyond that of the factors; may be negative.</summary>
    private double BiasRidge(int count) => Ridge(count) * ((_options.BiasRegularization / _options.Regularization) - 1);

    /// <summary>Builds and factors the matrix of a row; the right-hand side is left in <c>workspace.RightHandSide</c>.</summary>
    /// <param name="workspace">Scratch memory.</param>
    /// <param name="items">The row's interactions.</param>
    /// <param name="weights">Their weights; empty when all are 1.</param>
    /// <param name="next">Interactions of the row that will be solved next, to be fetched meanwhile; or empty.</param>
    /// <returns>Where the factor is.</returns>
    /// <exception cref="InvalidOperationException">The matrix is not positive definite, even in double precision.</exception>
    public AlsFactor Factor(in AlsWorkspace workspace, ReadOnlySpan<int> items, ReadOnlySpan<float> weights, ReadOnlySpan<int> next = default)
    {
        int stride = Factors.Stride;
        Span<float> matrix = workspace.Matrix;
        _scaledGram.CopyTo(matrix);
        float ridge = (float)Ridge(items.Length);
        for (int i = 0; i < Factors.Columns; i++)
        {
            matrix[(i * stride) + i] += ridge;
        }

        if (_bias >= 0)
        {
            matrix[(_bias * stride) + _bias] += (float)BiasRidge(items.Length);
        }

        workspace.RightHandSide.Clear();
        for (int start = 0; start < items.Length; start += InteractionsPerCheck)
        {
            workspace.CancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(InteractionsPerCheck, items.Length - start);
            ReadOnlySpan<int> rows = items.Slice(start, count);
            ReadOnlySpan<float> part = weights.IsEmpty ? default : weights.Slice(start, count);
            ReadOnlySpan<int> after = start + count < items.Length ? items[(start + count)..] : next;
            Kernels.RankUpdateGathered(matrix, stride, Factors.Values, stride, rows, part, (float)_matrixScale, Width, after);
            Kernels.WeightedSumGathered(workspace.RightHandSide, Factors.Values, stride, rows, part, (float)_targetScale, (float)_targetOffset, Width);
        }

        if (_fixed >= 0)
        {
            // A coordinate that is 1: its column of the matrix goes to the other side, Σ b_j·y_j over all items among it.
            for (int i = 0; i < _fixed; i++)
            {
                workspace.RightHandSide[i] -= matrix[(i * stride) + _fixed];
                matrix[(i * stride) + _fixed] = 0;
            }

            workspace.RightHandSide[_fixed] = 0;
        }

        if (Kernels.Cholesky(matrix, stride, Unknowns, Width))
        {
            return AlsFactor.Single;
        }

        FactorInDouble(workspace, items, weights);
        return AlsFactor.Double;
    }

    /// <summary>Solves one row in single precision (in double where that does not suffice) with the solver of the options; iterative ones start from what the row holds.</summary>
    /// <returns>2·⟨b, x⟩ − ⟨x, A·x⟩, which the loss is made of; ⟨b, x⟩ for an exact solution.</returns>
    /// <exception cref="InvalidOperationException">The matrix is not positive definite, even in double precision.</exception>
    public double Solve(
        in AlsWorkspace workspace, ReadOnlySpan<int> items, ReadOnlySpan<float> weights, Span<float> destination, ReadOnlySpan<int> next = default)
    {
        if (items.IsEmpty)
        {
            destination.Clear();
            return 0;
        }

        return _options.Solver switch
        {
            AlsSolver.ConjugateGradient => SolveByConjugateGradient(workspace, items, weights, destination),
            AlsSolver.Subspace => SolveBySubspaces(workspace, items, weights, destination),
            _ => SolveByCholesky(workspace, items, weights, destination, next),
        };
    }

    private double SolveByCholesky(
        in AlsWorkspace workspace, ReadOnlySpan<int> items, ReadOnlySpan<float> weights, Span<float> destination, ReadOnlySpan<int> next = default)
    {
        AlsFactor factor = Factor(workspace, items, weights, next);
        if (factor == AlsFactor.Double)
        {
            SolveRefined(workspace, factor, items, weights, destination);
            return RefinementKernel.Dot(workspace.Target, workspace.Solution);
        }

        workspace.RightHandSide.CopyTo(workspace.Vector);
        Kernels.CholeskySolve(workspace.Matrix, Factors.Stride, Unknowns, workspace.Vector, Width);
        workspace.Vector[..Factors.Columns].CopyTo(destination);
        if (_fixed >= 0)
        {
            destination[_fixed] = 1;
        }

        return Kernels.Dot(workspace.Vector, workspace.RightHandSide, Width);
    }

    /// <summary>Solves one row to the accuracy of single-precision rounding of the exact solution.</summary>
    /// <exception cref="InvalidOperationException">The matrix is not positive definite, even in double precision.</exception>
    public void SolveRefined(
        in AlsWorkspace workspace, ReadOnlySpan<int> items, ReadOnlySpan<float> weights, Span<float> destination, ReadOnlySpan<int> next = default)
    {
        if (items.IsEmpty)
        {
            destination.Clear();
            return;
        }

        SolveRefined(workspace, Factor(workspace, items, weights, next), items, weights, destination);
    }

    private void SolveRefined(
        in AlsWorkspace workspace, AlsFactor factor, ReadOnlySpan<int> items, ReadOnlySpan<float> weights, Span<float> destination)
    {
        Span<double> target = workspace.Target;
        target.Clear();
        RefinementKernel.AddRows(target, Factors.Values, items, weights, _targetScale, _targetOffset);
        Refine(workspace, factor, items, weights, _fixed >= 0 ? 1 : 0);
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = (float)workspace.Solution[i];
        }
    }

    /// <summary>
    /// Solves A x = <c>workspace.Target</c> with the factor already in the workspace; the answer is left in
    /// <c>workspace.Solution</c> in double precision.
    /// </summary>
    /// <param name="workspace">Scratch memory.</param>
    /// <param name="factor">Where the factor is.</param>
    /// <param name="items">The row's interactions.</param>
    /// <param name="weights">Their weights; empty when all are 1.</param>
    /// <param name="constant">What a fixed coordinate is: 1 in a user's vector, 0 where A⁻¹ alone is wanted.</param>
    public void Refine(in AlsWorkspace workspace, AlsFactor factor, ReadOnlySpan<int> items, ReadOnlySpan<float> weights, double constant = 0)
    {
        Span<double> solution = workspace.Solution;
        Span<double> residual = workspace.Residual;
        solution.Clear();
        workspace.Target.CopyTo(residual);
        if (_fixed >= 0)
        {
            solution[_fixed] = constant;
            ComputeResidual(workspace, factor, items, weights);
        }

        double size = Math.Abs(TensorPrimitives.MaxMagnitude<double>(residual));
        double goal = RefinementTolerance * size;
        for (int step = 0; step < MaxRefinements && size > goal; step++)
        {
            Correct(workspace, factor, size);
            TensorPrimitives.Add<double>(solution, workspace.Correction, solution);
            ComputeResidual(workspace, factor, items, weights);
            double next = Math.Abs(TensorPrimitives.MaxMagnitude<double>(residual));
            if (step > 0 && !(next < size))
            {
                // The correction did harm (rounding level reached, or too ill-conditioned to refine): take it back.
                TensorPrimitives.Subtract<double>(solution, workspace.Correction, solution);
                break;
            }

            size = next;
        }
    }

    /// <summary>Solves A · <c>workspace.Correction</c> = <c>workspace.Residual</c> with the factor, once.</summary>
    private void Correct(in AlsWorkspace workspace, AlsFactor factor, double size)
    {
        if (factor == AlsFactor.Double)
        {
            workspace.Residual.CopyTo(workspace.Correction);
            DoubleCholesky.Solve(workspace.DoubleMatrix, Factors.Stride, Unknowns, workspace.Correction);
            return;
        }

        // The residual may be tiny: scale it to 1 so that single precision keeps its digits.
        for (int i = 0; i < workspace.Residual.Length; i++)
        {
            workspace.Vector[i] = (float)(workspace.Residual[i] / size);
        }

        Kernels.CholeskySolve(workspace.Matrix, Factors.Stride, Unknowns, workspace.Vector, Width);
        for (int i = 0; i < workspace.Correction.Length; i++)
        {
            workspace.Correction[i] = size * workspace.Vector[i];
        }
    }

    private void FactorInDouble(in AlsWorkspace workspace, ReadOnlySpan<int> items, ReadOnlySpan<float> weights)
    {
        int stride = Factors.Stride;
        Span<double> matrix = workspace.DoubleMatrix;
        TensorPrimitives.Multiply(_doubleGram.Value, _options.EffectiveUnobservedWeight, matrix);
        double ridge = Ridge(items.Length);
        for (int i = 0; i < Factors.Columns; i++)
        {
            matrix[(i * stride) + i] += ridge;
        }

        if (_bias >= 0)
        {
            matrix[(_bias * stride) + _bias] += BiasRidge(items.Length);
        }

        for (int j = 0; j < items.Length; j++)
        {
            double a = _options.MatrixWeight(weights.IsEmpty ? 1 : weights[j]);
            TensorPrimitives.ConvertTruncating<float, double>(Factors.PaddedRow(items[j]), workspace.Row);
            for (int i = 0; i < Factors.Columns; i++)
            {
                Span<double> cells = matrix.Slice((i * stride) + i, stride - i);
                TensorPrimitives.MultiplyAdd(workspace.Row[i..], a * workspace.Row[i], cells, cells);
            }
        }

        if (!DoubleCholesky.Factor(matrix, stride, Unknowns))
        {
            throw new InvalidOperationException(
                "The normal equations are not positive definite, even in double precision; raise Regularization or UnobservedWeight, or scale the interaction weights down.");
        }
    }

    private void ComputeResidual(in AlsWorkspace workspace, AlsFactor factor, ReadOnlySpan<int> items, ReadOnlySpan<float> weights)
    {
        Span<double> solution = workspace.Solution;
        Span<double> residual = workspace.Residual;
        int stride = Factors.Stride;
        double[] gram = factor == AlsFactor.Double ? _doubleGram.Value : _gram;
        double ridge = Ridge(items.Length);
        double scale = _options.EffectiveUnobservedWeight;
        for (int i = 0; i < residual.Length; i++)
        {
            residual[i] = workspace.Target[i]
                - (ridge * solution[i])
                - (scale * RefinementKernel.Dot(gram.AsSpan(i * stride, stride), solution));
        }

        if (_bias >= 0)
        {
            residual[_bias] -= BiasRidge(items.Length) * solution[_bias];
        }

        RefinementKernel.SubtractProduct(residual, solution, Factors.Values, items, weights, _matrixScale);
        if (_fixed >= 0)
        {
            residual[_fixed] = 0;
        }
    }
}
