namespace MovieRec.Numerics;

/// <summary>Entry points of <see cref="GatherKernel{T,TTerm}"/>: each picks the register width of this machine.</summary>
internal static unsafe class GatherKernels
{
    /// <summary>Inner products of one query with scattered rows.</summary>
    /// <param name="query">stride floats.</param>
    /// <param name="rows">First row of the matrix.</param>
    /// <param name="stride">Floats from row to row, a multiple of 16.</param>
    /// <param name="indices">Row numbers; the caller has checked them.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="scores">Receives one score for each.</param>
    public static void Dot(float* query, float* rows, int stride, int* indices, int count, float* scores)
    {
        switch (SimdSupport.Best)
        {
            case SimdWidth.Vector512: GatherKernel<Simd16, DotTerm<Simd16>>.Run(query, rows, stride, indices, count, scores); break;
            case SimdWidth.Vector256: GatherKernel<Simd8, DotTerm<Simd8>>.Run(query, rows, stride, indices, count, scores); break;
            case SimdWidth.Vector128: GatherKernel<Simd4, DotTerm<Simd4>>.Run(query, rows, stride, indices, count, scores); break;
            default: GatherKernel<Simd1, DotTerm<Simd1>>.Run(query, rows, stride, indices, count, scores); break;
        }
    }

    /// <summary>Negative squared distances of one query to scattered rows.</summary>
    /// <param name="query">stride floats.</param>
    /// <param name="rows">First row of the matrix.</param>
    /// <param name="stride">Floats from row to row, a multiple of 16.</param>
    /// <param name="indices">Row numbers; the caller has checked them.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="scores">Receives one score for each.</param>
    public static void NegativeSquaredDistance(float* query, float* rows, int stride, int* indices, int count, float* scores)
    {
        switch (SimdSupport.Best)
        {
            case SimdWidth.Vector512: GatherKernel<Simd16, DistanceTerm<Simd16>>.Run(query, rows, stride, indices, count, scores); break;
            case SimdWidth.Vector256: GatherKernel<Simd8, DistanceTerm<Simd8>>.Run(query, rows, stride, indices, count, scores); break;
            case SimdWidth.Vector128: GatherKernel<Simd4, DistanceTerm<Simd4>>.Run(query, rows, stride, indices, count, scores); break;
            default: GatherKernel<Simd1, DistanceTerm<Simd1>>.Run(query, rows, stride, indices, count, scores); break;
        }
    }
}
