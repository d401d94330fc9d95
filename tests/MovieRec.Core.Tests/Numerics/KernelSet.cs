using MovieRec.Numerics;

namespace MovieRec.Tests.Numerics;

/// <summary>
/// All kernels at one register width. Widths that this machine lacks run too (the runtime emulates them), so that every
/// width is tested everywhere; 0 lanes stands for the entry points, which choose the width themselves, 108 for the
/// eight lanes that give the same bits everywhere.
/// </summary>
internal abstract class KernelSet
{
    public static readonly int[] AllLanes = [0, 1, 4, 8, 16, 108];

    public static KernelSet For(int lanes) => lanes switch
    {
        0 => new EntryPoints(),
        1 => new Width<Simd1>(),
        4 => new Width<Simd4>(),
        8 => new Width<Simd8>(),
        16 => new Width<Simd16>(),
        108 => new Width<StrictSimd8>(),
        _ => throw new ArgumentOutOfRangeException(nameof(lanes), lanes, "No such width."),
    };

    public abstract void DotRows(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);

    public abstract void Distances(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);

    public abstract void RankUpdate(Span<float> matrix, int stride, ReadOnlySpan<float> left, ReadOnlySpan<float> right, int count);

    public abstract void WeightedSum(Span<float> destination, ReadOnlySpan<float> rows, ReadOnlySpan<float> weights);

    public abstract bool Cholesky(Span<float> matrix, int stride, int size);

    public abstract void Solve(ReadOnlySpan<float> factor, int stride, int size, Span<float> vector);

    private sealed class Width<T> : KernelSet
        where T : struct, ISimd<T>
    {
        public override void DotRows(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores) =>
            DotKernel<T>.DotRows(query, rows, scores);

        public override void Distances(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores) =>
            DistanceKernel<T>.Run(query, rows, scores);

        public override void RankUpdate(Span<float> matrix, int stride, ReadOnlySpan<float> left, ReadOnlySpan<float> right, int count) =>
            RankUpdateKernel<T>.Run(matrix, stride, left, right, count);

        public override void WeightedSum(Span<float> destination, ReadOnlySpan<float> rows, ReadOnlySpan<float> weights) =>
            WeightedSumKernel<T>.Run(destination, rows, weights);

        public override bool Cholesky(Span<float> matrix, int stride, int size) => CholeskyKernel<T>.Factor(matrix, stride, size);

        public override void Solve(ReadOnlySpan<float> factor, int stride, int size, Span<float> vector) =>
            CholeskyKernel<T>.Solve(factor, stride, size, vector);
    }

    private sealed class EntryPoints : KernelSet
    {
        public override void DotRows(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores) =>
            Kernels.DotRows(query, rows, scores);

        public override void Distances(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores) =>
            Kernels.NegativeSquaredDistances(query, rows, scores);

        public override void RankUpdate(Span<float> matrix, int stride, ReadOnlySpan<float> left, ReadOnlySpan<float> right, int count) =>
            Kernels.RankUpdate(matrix, stride, left, right, count);

        public override void WeightedSum(Span<float> destination, ReadOnlySpan<float> rows, ReadOnlySpan<float> weights) =>
            Kernels.WeightedSum(destination, rows, weights);

        public override bool Cholesky(Span<float> matrix, int stride, int size) => Kernels.Cholesky(matrix, stride, size);

        public override void Solve(ReadOnlySpan<float> factor, int stride, int size, Span<float> vector) =>
            Kernels.CholeskySolve(factor, stride, size, vector);
    }
}
