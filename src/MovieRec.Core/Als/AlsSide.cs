using System.Numerics.Tensors;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// One side of the alternation: the fixed factors Y, their Gram matrix, and the normal equations of a row on the other
/// side, (α₀·YᵀY + Σ_j a_j·y_j·y_jᵀ + ridge·I) x = Σ_j b_j·y_j. Training, fold-in and explanations share this code, so
/// that refitting a trained user gives the stored bits.
/// </summary>
/// <remarks>
/// A solve packs the interactions in blocks, updates the matrix block by block at matrix-product speed, and factors it
/// (Cholesky) in single precision; a matrix that is too ill-conditioned for it is built and factored again in double. A
/// refined solve then corrects the solution with residuals in double precision (Wilkinson's iterative refinement), so
/// that served vectors carry rounding errors only.
/// </remarks>
internal sealed class AlsSide
{
    private const int MaxRefinements = 8;
    private const double RefinementTolerance = 1e-12;
    private readonly AlsOptions _options;
    private readonly double[] _gram;
    private readonly Lazy<double[]> _doubleGram;
    private readonly float[] _scaledGram;
    private readonly int _activeRows;

    /// <param name="factors">Y.</param>
    /// <param name="gram">YᵀY, stride × stride.</param>
    /// <param name="activeRows">Rows of Y with at least one interaction.</param>
    /// <param name="options">Objective and regularisation.</param>
    public AlsSide(FactorMatrix factors, double[] gram, int activeRows, AlsOptions options)
    {
        Factors = factors;
        _gram = gram;

        // Rounding of single-precision products can make the Gram matrix indefinite; this one is not. Asked for rarely.
        _doubleGram = new Lazy<double[]>(() => Gram.ComputeInDouble(factors, new ParallelOptions { MaxDegreeOfParallelism = 1 }));
        _activeRows = activeRows;
        _options = options;
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

    /// <summary>Builds and factors the matrix of a row; the right-hand side is left in <c>workspace.Vector</c>.</summary>
    /// <returns>Where the factor is.</returns>
    /// <exception cref="InvalidOperationException">The matrix is not positive definite, even in double precision.</exception>
    public AlsFactor Factor(in AlsWorkspace workspace, ReadOnlySpan<int> items, ReadOnlySpan<float> weights)
    {
        int stride = Factors.Stride;
        Span<float> matrix = workspace.Matrix;
        _scaledGram.CopyTo(matrix);
        float ridge = (float)_options.Ridge(items.Length, _activeRows);
        for (int i = 0; i < Factors.Columns; i++)
        {
            matrix[(i * stride) + i] += ridge;
        }

        workspace.Vector.Clear();
        for (int start = 0; start < items.Length; start += workspace.BlockRows)
        {
            int count = Math.Min(workspace.BlockRows, items.Length - start);
            Pack(workspace, items.Slice(start, count), weights.IsEmpty ? default : weights.Slice(start, count), out bool unit);
            Kernels.RankUpdate(matrix, stride, workspace.Left, unit ? workspace.Left : workspace.Right, count);
            Kernels.WeightedSum(workspace.Vector, workspace.Left, workspace.TargetWeights[..count]);
        }

        if (Kernels.Cholesky(matrix, stride, Factors.Columns))
        {
            return AlsFactor.Single;
        }

        FactorInDouble(workspace, items, weights);
        return AlsFactor.Double;
    }

    /// <summary>Solves one row in single precision (in double where that does not suffice).</summary>
    /// <exception cref="InvalidOperationException">The matrix is not positive definite, even in double precision.</exception>
    public void Solve(in AlsWorkspace workspace, ReadOnlySpan<int> items, ReadOnlySpan<float> weights, Span<float> destination)
    {
        if (items.IsEmpty)
        {
            destination.Clear();
            return;
        }

        AlsFactor factor = Factor(workspace, items, weights);
        if (factor == AlsFactor.Double)
        {
            SolveRefined(workspace, factor, items, weights, destination);
            return;
        }

        Kernels.CholeskySolve(workspace.Matrix, Factors.Stride, Factors.Columns, workspace.Vector);
        workspace.Vector[..Factors.Columns].CopyTo(destination);
    }

    /// <summary>Solves one row to the accuracy of single-precision rounding of the exact solution.</summary>
    /// <exception cref="InvalidOperationException">The matrix is not positive definite, even in double precision.</exception>
    public void SolveRefined(in AlsWorkspace workspace, ReadOnlySpan<int> items, ReadOnlySpan<float> weights, Span<float> destination)
    {
        if (items.IsEmpty)
        {
            destination.Clear();
            return;
        }

        SolveRefined(workspace, Factor(workspace, items, weights), items, weights, destination);
    }

    private void SolveRefined(
        in AlsWorkspace workspace, AlsFactor factor, ReadOnlySpan<int> items, ReadOnlySpan<float> weights, Span<float> destination)
    {
        Span<double> target = workspace.Target;
        target.Clear();
        for (int j = 0; j < items.Length; j++)
        {
            AddRow(workspace, items[j], _options.TargetWeight(weights.IsEmpty ? 1 : weights[j]), target);
        }

        Refine(workspace, factor, items, weights);
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = (float)workspace.Solution[i];
        }
    }

    /// <summary>
    /// Solves A x = <c>workspace.Target</c> with the factor already in the workspace; the answer is left in
    /// <c>workspace.Solution</c> in double precision.
    /// </summary>
    public void Refine(in AlsWorkspace workspace, AlsFactor factor, ReadOnlySpan<int> items, ReadOnlySpan<float> weights)
    {
        Span<double> solution = workspace.Solution;
        Span<double> residual = workspace.Residual;
        solution.Clear();
        workspace.Target.CopyTo(residual);
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
            DoubleCholesky.Solve(workspace.DoubleMatrix, Factors.Stride, Factors.Columns, workspace.Correction);
            return;
        }

        // The residual may be tiny: scale it to 1 so that single precision keeps its digits.
        for (int i = 0; i < workspace.Residual.Length; i++)
        {
            workspace.Vector[i] = (float)(workspace.Residual[i] / size);
        }

        Kernels.CholeskySolve(workspace.Matrix, Factors.Stride, Factors.Columns, workspace.Vector);
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
        double ridge = _options.Ridge(items.Length, _activeRows);
        for (int i = 0; i < Factors.Columns; i++)
        {
            matrix[(i * stride) + i] += ridge;
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

        if (!DoubleCholesky.Factor(matrix, stride, Factors.Columns))
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
        double ridge = _options.Ridge(items.Length, _activeRows);
        double scale = _options.EffectiveUnobservedWeight;
        for (int i = 0; i < residual.Length; i++)
        {
            residual[i] = workspace.Target[i]
                - (ridge * solution[i])
                - (scale * TensorPrimitives.Dot(gram.AsSpan(i * stride, stride), solution));
        }

        for (int j = 0; j < items.Length; j++)
        {
            double a = _options.MatrixWeight(weights.IsEmpty ? 1 : weights[j]);
            TensorPrimitives.ConvertTruncating<float, double>(Factors.PaddedRow(items[j]), workspace.Row);
            double predicted = TensorPrimitives.Dot<double>(workspace.Row, solution);
            TensorPrimitives.MultiplyAdd(workspace.Row, -a * predicted, residual, residual);
        }
    }

    private void AddRow(in AlsWorkspace workspace, int item, double weight, Span<double> sum)
    {
        TensorPrimitives.ConvertTruncating<float, double>(Factors.PaddedRow(item), workspace.Row);
        TensorPrimitives.MultiplyAdd(workspace.Row, weight, sum, sum);
    }

    private void Pack(in AlsWorkspace workspace, ReadOnlySpan<int> items, ReadOnlySpan<float> weights, out bool unit)
    {
        int stride = Factors.Stride;
        unit = true;
        for (int k = 0; k < items.Length; k++)
        {
            float weight = weights.IsEmpty ? 1 : weights[k];
            float a = (float)_options.MatrixWeight(weight);
            workspace.MatrixWeights[k] = a;
            workspace.TargetWeights[k] = (float)_options.TargetWeight(weight);
            unit &= a == 1;
            Factors.PaddedRow(items[k]).CopyTo(workspace.Left[(k * stride)..]);
        }

        if (!unit)
        {
            for (int k = 0; k < items.Length; k++)
            {
                TensorPrimitives.Multiply(
                    workspace.Left.Slice(k * stride, stride), workspace.MatrixWeights[k], workspace.Right.Slice(k * stride, stride));
            }
        }
    }
}
