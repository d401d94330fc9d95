using System.Buffers;
using System.Numerics.Tensors;
using MovieRec.Numerics;

namespace MovieRec;

/// <content>
/// Approximate solvers. Both start from the row's last vector, so that a few steps in each iteration converge to the same
/// factors as exact solves do. Conjugate gradient (Hestenes, Stiefel 1952; for implicit ALS Takács, Pilászy, Tikk 2011)
/// never forms the matrix: a step costs 4·n·d + 2·d² operations instead of n·d² once. The subspace solver (iALS++: Rendle,
/// Krichene, Zhang, Koren 2021, "iALS++: Speeding up Matrix Factorization with Subspace Optimization") solves for one
/// block of coordinates after the other, exactly, the others fixed.
/// </content>
internal sealed partial class AlsSide
{
    /// <summary>Squared residual, relative to the right-hand side, below which no further step can help in single precision.</summary>
    private const double ConvergedResidual = 1e-14;

    private double SolveByConjugateGradient(in AlsWorkspace workspace, ReadOnlySpan<int> items, ReadOnlySpan<float> weights, Span<float> destination)
    {
        int stride = Factors.Stride;
        float[] rented = ArrayPool<float>.Shared.Rent((3 * stride) + items.Length);
        Span<float> residual = rented.AsSpan(0, stride);
        Span<float> direction = rented.AsSpan(stride, stride);
        Span<float> product = rented.AsSpan(2 * stride, stride);
        Span<float> scores = rented.AsSpan(3 * stride, items.Length);
        Span<float> x = workspace.Vector;
        Span<float> b = workspace.RightHandSide;
        x.Clear();
        destination.CopyTo(x);
        SetFixed(x, 1);
        b.Clear();
        Kernels.WeightedSumGathered(b, Factors.Values, stride, items, weights, (float)_targetScale, (float)_targetOffset, Width);
        Multiply(workspace, items, weights, x, product, scores);
        TensorPrimitives.Subtract(b, product, residual);
        SetFixed(residual, 0);
        residual.CopyTo(direction);
        double size = Kernels.Dot(residual, residual, Width);
        double goal = ConvergedResidual * Kernels.Dot(b, b, Width);
        for (int step = 0; step < _options.SolverSteps && size > goal; step++)
        {
            Multiply(workspace, items, weights, direction, product, scores);
            SetFixed(product, 0);
            double curvature = Kernels.Dot(direction, product, Width);
            if (!(curvature > 0))
            {
                break;
            }

            float length = (float)(size / curvature);
            TensorPrimitives.MultiplyAdd(direction, length, x, x);
            TensorPrimitives.MultiplyAdd(product, -length, residual, residual);
            double next = Kernels.Dot(residual, residual, Width);
            TensorPrimitives.MultiplyAdd(direction, (float)(next / size), residual, direction);
            size = next;
        }

        x[..Factors.Columns].CopyTo(destination);
        double fit = Kernels.Dot(b, x, Width) + (double)Kernels.Dot(residual, x, Width);
        ArrayPool<float>.Shared.Return(rented);
        return fit;
    }

    /// <summary>product = A · vector, the matrix never formed.</summary>
    private void Multiply(
        in AlsWorkspace workspace, ReadOnlySpan<int> items, ReadOnlySpan<float> weights, ReadOnlySpan<float> vector, Span<float> product, Span<float> scores)
    {
        int stride = Factors.Stride;
        workspace.CancellationToken.ThrowIfCancellationRequested();
        Kernels.DotRows(vector, _scaledGram, product, Width);
        TensorPrimitives.MultiplyAdd(vector, (float)Ridge(items.Length), product, product);
        if (_bias >= 0)
        {
            product[_bias] += (float)BiasRidge(items.Length) * vector[_bias];
        }

        scores.Clear();
        Kernels.AddDotsGathered(vector, Factors.Values, stride, items, scores, Width);
        if (!weights.IsEmpty)
        {
            TensorPrimitives.Multiply(scores, weights, scores);
        }

        Kernels.WeightedSumGathered(product, Factors.Values, stride, items, scores, (float)_matrixScale, 0, Width);
    }

    private void SetFixed(Span<float> vector, float value)
    {
        if (_fixed >= 0)
        {
            vector[_fixed] = value;
        }
    }

    private double SolveBySubspaces(in AlsWorkspace workspace, ReadOnlySpan<int> items, ReadOnlySpan<float> weights, Span<float> destination)
    {
        int stride = Factors.Stride;
        int block = Math.Min(FactorMatrix.Pad(_options.SubspaceSize), stride);
        float[] rented = ArrayPool<float>.Shared.Rent((2 * items.Length) + block);
        Span<float> scores = rented.AsSpan(0, items.Length);
        Span<float> errors = rented.AsSpan(items.Length, items.Length);
        Span<float> x = workspace.Vector;
        x.Clear();
        destination.CopyTo(x);
        SetFixed(x, 1);
        scores.Clear();
        Kernels.AddDotsGathered(x, Factors.Values, stride, items, scores, Width);
        float ridge = (float)Ridge(items.Length);
        for (int first = 0; first < stride; first += block)
        {
            workspace.CancellationToken.ThrowIfCancellationRequested();
            int size = Math.Min(block, stride - first);
            Span<float> gradient = rented.AsSpan(2 * items.Length, size);
            Span<float> matrix = workspace.Matrix[..(size * size)];
            ReadOnlySpan<float> columns = Factors.Values[first..];
            for (int i = 0; i < size; i++)
            {
                _scaledGram.AsSpan(((first + i) * stride) + first, size).CopyTo(matrix[(i * size)..]);
                matrix[(i * size) + i] += ridge;
            }

            // gradient = b − A·x in this block: the Gram part, the ridge, and each pair's b_j − a_j·score_j.
            Kernels.DotRows(x, _scaledGram.AsSpan(first * stride, size * stride), gradient, Width);
            for (int i = 0; i < size; i++)
            {
                gradient[i] = -gradient[i] - (ridge * x[first + i]);
            }

            if (_bias >= first && _bias < first + size)
            {
                float more = (float)BiasRidge(items.Length);
                matrix[((_bias - first) * size) + _bias - first] += more;
                gradient[_bias - first] -= more * x[_bias];
            }

            for (int j = 0; j < items.Length; j++)
            {
                float weight = weights.IsEmpty ? 1 : weights[j];
                errors[j] = (float)(_targetOffset + (_targetScale * weight)) - ((float)(_matrixScale * weight) * scores[j]);
            }

            Kernels.WeightedSumGathered(gradient, columns, stride, items, errors, 1, 0, Width);
            Kernels.RankUpdateGathered(matrix, size, columns, stride, items, weights, (float)_matrixScale, Width);
            if (_fixed >= first && _fixed < first + size)
            {
                HoldFixed(matrix, size, _fixed - first, gradient);
            }

            if (!Kernels.Cholesky(matrix, size, size, Width))
            {
                // Too ill-conditioned for single precision: the exact path knows what to do.
                ArrayPool<float>.Shared.Return(rented);
                return SolveByCholesky(workspace, items, weights, destination);
            }

            Kernels.CholeskySolve(matrix, size, size, gradient, Width);
            TensorPrimitives.Add(x.Slice(first, size), gradient, x.Slice(first, size));
            Kernels.AddDotsGathered(gradient, columns, stride, items, scores, Width);
        }

        x[..Factors.Columns].CopyTo(destination);
        double fit = SubspaceFit(items, weights, x, scores, workspace.RightHandSide);
        ArrayPool<float>.Shared.Return(rented);
        return fit;
    }

    /// <summary>Makes a coordinate's equation 1·δ = 0, so that a block leaves it where it is.</summary>
    private static void HoldFixed(Span<float> matrix, int size, int coordinate, Span<float> gradient)
    {
        for (int i = 0; i < size; i++)
        {
            matrix[(i * size) + coordinate] = 0;
            matrix[(coordinate * size) + i] = 0;
        }

        matrix[(coordinate * size) + coordinate] = 1;
        gradient[coordinate] = 0;
    }

    private double SubspaceFit(ReadOnlySpan<int> items, ReadOnlySpan<float> weights, ReadOnlySpan<float> x, ReadOnlySpan<float> scores, Span<float> product)
    {
        Kernels.DotRows(x, _scaledGram, product, Width);
        double fit = -Kernels.Dot(x, product, Width) - RidgePart(items.Length, x);
        for (int j = 0; j < items.Length; j++)
        {
            double weight = weights.IsEmpty ? 1 : weights[j];
            double score = scores[j];
            fit += (2 * (_targetOffset + (_targetScale * weight)) * score) - (_matrixScale * weight * score * score);
        }

        return fit;
    }
}
