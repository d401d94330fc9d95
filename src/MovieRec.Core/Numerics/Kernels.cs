using System.Diagnostics.CodeAnalysis;

namespace MovieRec.Numerics;

/// <summary>Entry points of the kernels: each picks the register width of this machine, unless it is given one.</summary>
internal static class Kernels
{
    /// <summary>⟨a, b⟩ over padded vectors; the same bits as one row of <see cref="DotRows"/>.</summary>
    /// <param name="a">A vector whose length is a multiple of 16.</param>
    /// <param name="b">A vector of the same length.</param>
    /// <param name="width">Register width; null for this machine's.</param>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b, SimdWidth? width = null)
    {
        float result = 0;
        DotRows(a, b, new Span<float>(ref result), width);
        return result;
    }

    /// <summary>Scores every row of <paramref name="rows"/> against <paramref name="query"/> (inner product).</summary>
    /// <param name="query">One vector of d floats, zero-padded to a multiple of 16.</param>
    /// <param name="rows">Row-major matrix, <c>scores.Length × query.Length</c>.</param>
    /// <param name="scores">Receives one score for each row.</param>
    /// <param name="width">Register width; null for this machine's.</param>
    /// <remarks>A row's score does not depend on the rows beside it. Sums differ in the last bits between vector widths.</remarks>
    public static void DotRows(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores, SimdWidth? width = null)
    {
        switch (width ?? SimdSupport.Best)
        {
            case SimdWidth.Vector512: DotKernel<Simd16>.DotRows(query, rows, scores); break;
            case SimdWidth.Vector256: DotKernel<Simd8>.DotRows(query, rows, scores); break;
            case SimdWidth.Vector128: DotKernel<Simd4>.DotRows(query, rows, scores); break;
            case SimdWidth.Strict: DotKernel<StrictSimd8>.DotRows(query, rows, scores); break;
            default: DotKernel<Simd1>.DotRows(query, rows, scores); break;
        }
    }

    /// <summary>Writes −‖query − row‖² for every row; 0 for an equal row.</summary>
    /// <param name="query">One vector, zero-padded to a multiple of 16.</param>
    /// <param name="rows">Row-major matrix, <c>scores.Length × query.Length</c>.</param>
    /// <param name="scores">Receives one score for each row.</param>
    public static void NegativeSquaredDistances(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores)
    {
        switch (SimdSupport.Best)
        {
            case SimdWidth.Vector512: DistanceKernel<Simd16>.Run(query, rows, scores); break;
            case SimdWidth.Vector256: DistanceKernel<Simd8>.Run(query, rows, scores); break;
            case SimdWidth.Vector128: DistanceKernel<Simd4>.Run(query, rows, scores); break;
            default: DistanceKernel<Simd1>.Run(query, rows, scores); break;
        }
    }

    /// <summary>
    /// Adds Σ_k (w_k·y_k) y_kᵀ to the upper triangle of a square matrix (whole tiles: some entries below the diagonal are
    /// written too, with the same meaning).
    /// </summary>
    /// <param name="matrix">Row-major, stride × stride.</param>
    /// <param name="stride">Row length, a multiple of 16.</param>
    /// <param name="left">Rows y_k, row-major, count × stride.</param>
    /// <param name="right">Rows w_k·y_k, row-major, count × stride; the same span as left when all weights are 1.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="width">Register width; null for this machine's.</param>
    public static void RankUpdate(Span<float> matrix, int stride, ReadOnlySpan<float> left, ReadOnlySpan<float> right, int count, SimdWidth? width = null)
    {
        switch (width ?? SimdSupport.Best)
        {
            case SimdWidth.Vector512: RankUpdateKernel<Simd16>.Run(matrix, stride, left, right, count); break;
            case SimdWidth.Vector256: RankUpdateKernel<Simd8>.Run(matrix, stride, left, right, count); break;
            case SimdWidth.Vector128: RankUpdateKernel<Simd4>.Run(matrix, stride, left, right, count); break;
            case SimdWidth.Strict: RankUpdateKernel<StrictSimd8>.Run(matrix, stride, left, right, count); break;
            default: RankUpdateKernel<Simd1>.Run(matrix, stride, left, right, count); break;
        }
    }

    /// <summary>Adds Σ_k w_k · y_k y_kᵀ over rows of a factor matrix, by index, to the upper triangle (blocks on the diagonal whole).</summary>
    /// <param name="matrix">Row-major, stride × stride.</param>
    /// <param name="stride">Row length of the matrix, a multiple of 16.</param>
    /// <param name="factors">The factor matrix, row-major, padding included, from the first column that is used on.</param>
    /// <param name="rowStride">Row length of the factor matrix.</param>
    /// <param name="rows">Rows to add, each within the matrix.</param>
    /// <param name="weights">Weights aligned with rows; empty when all are 1.</param>
    /// <param name="scale">Factor of every weight.</param>
    /// <param name="width">Register width; null for this machine's.</param>
    /// <param name="next">Rows that come after these: fetched into near caches meanwhile.</param>
    public static void RankUpdateGathered(
        Span<float> matrix, int stride, ReadOnlySpan<float> factors, int rowStride, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, float scale = 1,
        SimdWidth? width = null, ReadOnlySpan<int> next = default)
    {
        switch (width ?? SimdSupport.Best)
        {
            case SimdWidth.Vector512: RankUpdateKernel<Simd16>.Gather(matrix, stride, factors, rowStride, rows, weights, scale, next); break;
            case SimdWidth.Vector256: RankUpdateKernel<Simd8>.Gather(matrix, stride, factors, rowStride, rows, weights, scale, next); break;
            case SimdWidth.Vector128: RankUpdateKernel<Simd4>.Gather(matrix, stride, factors, rowStride, rows, weights, scale, next); break;
            case SimdWidth.Strict: RankUpdateKernel<StrictSimd8>.Gather(matrix, stride, factors, rowStride, rows, weights, scale, next); break;
            default: RankUpdateKernel<Simd1>.Gather(matrix, stride, factors, rowStride, rows, weights, scale, next); break;
        }
    }

    /// <summary>destination += Σ_k w_k · row_k.</summary>
    /// <param name="destination">One padded row.</param>
    /// <param name="rows">Packed rows, weights.Length × destination.Length.</param>
    /// <param name="weights">One weight for each row.</param>
    public static void WeightedSum(Span<float> destination, ReadOnlySpan<float> rows, ReadOnlySpan<float> weights)
    {
        switch (SimdSupport.Best)
        {
            case SimdWidth.Vector512: WeightedSumKernel<Simd16>.Run(destination, rows, weights); break;
            case SimdWidth.Vector256: WeightedSumKernel<Simd8>.Run(destination, rows, weights); break;
            case SimdWidth.Vector128: WeightedSumKernel<Simd4>.Run(destination, rows, weights); break;
            default: WeightedSumKernel<Simd1>.Run(destination, rows, weights); break;
        }
    }

    /// <summary>destination += Σ_k (offset + scale · w_k) · factors[rows_k].</summary>
    /// <param name="destination">One row, a multiple of 16 floats.</param>
    /// <param name="factors">The factor matrix, padding included, from the first column that is used on.</param>
    /// <param name="rowStride">Row length of the factor matrix.</param>
    /// <param name="rows">Rows to add.</param>
    /// <param name="weights">Weights aligned with rows; empty when all are 1.</param>
    /// <param name="scale">Factor of every weight.</param>
    /// <param name="offset">Added to every scaled weight.</param>
    /// <param name="width">Register width; null for this machine's.</param>
    public static void WeightedSumGathered(
        Span<float> destination,
        ReadOnlySpan<float> factors,
        int rowStride,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<float> weights,
        float scale,
        float offset,
        SimdWidth? width = null)
    {
        switch (width ?? SimdSupport.Best)
        {
            case SimdWidth.Vector512: WeightedSumKernel<Simd16>.Gather(destination, factors, rowStride, rows, weights, scale, offset); break;
            case SimdWidth.Vector256: WeightedSumKernel<Simd8>.Gather(destination, factors, rowStride, rows, weights, scale, offset); break;
            case SimdWidth.Vector128: WeightedSumKernel<Simd4>.Gather(destination, factors, rowStride, rows, weights, scale, offset); break;
            case SimdWidth.Strict: WeightedSumKernel<StrictSimd8>.Gather(destination, factors, rowStride, rows, weights, scale, offset); break;
            default: WeightedSumKernel<Simd1>.Gather(destination, factors, rowStride, rows, weights, scale, offset); break;
        }
    }

    /// <summary>products[k] += ⟨vector, factors[rows_k]⟩.</summary>
    /// <param name="vector">A multiple of 16 floats.</param>
    /// <param name="factors">The factor matrix, padding included, from the first column that is used on.</param>
    /// <param name="rowStride">Row length of the factor matrix.</param>
    /// <param name="rows">Rows to multiply.</param>
    /// <param name="products">Receives one product for each row.</param>
    /// <param name="width">Register width; null for this machine's.</param>
    public static void AddDotsGathered(
        ReadOnlySpan<float> vector, ReadOnlySpan<float> factors, int rowStride, ReadOnlySpan<int> rows, Span<float> products,
        SimdWidth? width = null)
    {
        switch (width ?? SimdSupport.Best)
        {
            case SimdWidth.Vector512: DotKernel<Simd16>.AddGathered(vector, factors, rowStride, rows, products); break;
            case SimdWidth.Vector256: DotKernel<Simd8>.AddGathered(vector, factors, rowStride, rows, products); break;
            case SimdWidth.Vector128: DotKernel<Simd4>.AddGathered(vector, factors, rowStride, rows, products); break;
            case SimdWidth.Strict: DotKernel<StrictSimd8>.AddGathered(vector, factors, rowStride, rows, products); break;
            default: DotKernel<Simd1>.AddGathered(vector, factors, rowStride, rows, products); break;
        }
    }

    /// <summary>Factors A = UᵀU in place (upper triangle, row-major).</summary>
    /// <param name="matrix">Row-major, stride × stride; the leading size × size upper triangle is read and replaced by U.</param>
    /// <param name="stride">Row length, a multiple of 16; entries right of column size must be 0.</param>
    /// <param name="size">Order of the matrix.</param>
    /// <param name="width">Register width; null for this machine's.</param>
    /// <returns>False when a pivot is not a positive number; the matrix is then spoilt.</returns>
    public static bool Cholesky(Span<float> matrix, int stride, int size, SimdWidth? width = null) => (width ?? SimdSupport.Best) switch
    {
        SimdWidth.Strict => CholeskyKernel<StrictSimd8>.Factor(matrix, stride, size),
        SimdWidth.Vector512 => CholeskyKernel<Simd16>.Factor(matrix, stride, size),
        SimdWidth.Vector256 => CholeskyKernel<Simd8>.Factor(matrix, stride, size),
        SimdWidth.Vector128 => CholeskyKernel<Simd4>.Factor(matrix, stride, size),
        _ => CholeskyKernel<Simd1>.Factor(matrix, stride, size),
    };

    /// <summary>Solves UᵀU x = b in place.</summary>
    /// <param name="factor">What <see cref="Cholesky"/> left.</param>
    /// <param name="stride">Row length.</param>
    /// <param name="size">Order.</param>
    /// <param name="vector">b with padding (stride floats); receives x, padding zero.</param>
    /// <param name="width">Register width; null for this machine's.</param>
    public static void CholeskySolve(ReadOnlySpan<float> factor, int stride, int size, Span<float> vector, SimdWidth? width = null)
    {
        switch (width ?? SimdSupport.Best)
        {
            case SimdWidth.Strict: CholeskyKernel<StrictSimd8>.Solve(factor, stride, size, vector); break;
            case SimdWidth.Vector512: CholeskyKernel<Simd16>.Solve(factor, stride, size, vector); break;
            case SimdWidth.Vector256: CholeskyKernel<Simd8>.Solve(factor, stride, size, vector); break;
            case SimdWidth.Vector128: CholeskyKernel<Simd4>.Solve(factor, stride, size, vector); break;
            default: CholeskyKernel<Simd1>.Solve(factor, stride, size, vector); break;
        }
    }

    internal static void CheckStride(string what, int length, int lanes)
    {
        if (length % lanes != 0)
        {
            ThrowStride(what, length, lanes);
        }
    }

    [DoesNotReturn]
    internal static void ThrowLength(string what, int actual, long expected) =>
        throw new ArgumentException($"{what} holds {actual} floats; {expected} are needed.");

    [DoesNotReturn]
    private static void ThrowStride(string what, int actual, int lanes) =>
        throw new ArgumentException($"{what} holds {actual} floats; a multiple of {lanes} is needed.");
}
