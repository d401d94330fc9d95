using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MovieRec.Numerics;

/// <summary>
/// Symmetric rank-k update A += Σ_k w_k·y_k·y_kᵀ of the upper triangle, in blocks of 16 rows (<see cref="TileKernel{T, TRows, TMode}"/>).
/// Rows are taken in chunks that stay in the nearest cache for all tiles.
/// Floor: d·(d+1) floating-point operations for each row; blocks on the diagonal are computed whole, so at most
/// (d+1)/(d+16) of the operations done are useful: .81 at d = 64, .90 at 128, .94 at 256.
/// </summary>
internal static class RankUpdateKernel<T>
    where T : struct, ISimd<T>
{
    private const int Block = FactorMatrix.Padding;

    /// <summary>Rows of one pass over the tiles: about what a first-level cache holds, within limits (measured).</summary>
    private const int ChunkFloats = 9216;
    private const int MinChunk = 48;
    private const int MaxChunk = 96;

    /// <summary>Dense rows l_k, r_k.</summary>
    public static void Run(Span<float> matrix, int stride, ReadOnlySpan<float> left, ReadOnlySpan<float> right, int count)
    {
        Check(matrix, stride);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (Math.Min(left.Length, right.Length) < (long)count * stride)
        {
            Kernels.ThrowLength("A block", Math.Min(left.Length, right.Length), (long)count * stride);
        }

        ref float l = ref MemoryMarshal.GetReference(left);
        ref float r = ref MemoryMarshal.GetReference(right);
        int chunk = ChunkRows(stride);
        for (int start = 0; start < count; start += chunk)
        {
            int first = start * stride;
            Update<ConsecutiveRows, AddTile>(
                matrix, stride, ref Unsafe.Add(ref l, first), ref Unsafe.Add(ref r, first), default, default, Math.Min(chunk, count - start));
        }
    }

    /// <summary>
    /// Rows of a factor matrix by index, with weights scale · weights[k]. A matrix smaller than the rows takes their first
    /// columns; the caller's span then begins where those columns begin. Rows of the chunk after the one at work, and
    /// those of <paramref name="next"/> after the last, are fetched meanwhile.
    /// </summary>
    public static void Gather(
        Span<float> matrix,
        int stride,
        ReadOnlySpan<float> factors,
        int rowStride,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<float> weights,
        float scale,
        ReadOnlySpan<int> next = default)
    {
        Check(matrix, stride);
        ref float y = ref MemoryMarshal.GetReference(factors);
        int chunk = ChunkRows(stride);
        bool unit = weights.IsEmpty && scale == 1;
        Span<int> offsets = stackalloc int[GatheredRowsAhead.Distance + MaxChunk];
        Span<int> ahead = offsets[GatheredRowsAhead.Distance..];
        Span<float> scaled = stackalloc float[MaxChunk];
        scaled.Fill(scale);
        int count = Math.Min(chunk, rows.Length);
        Multiply(rows[..count], rowStride, offsets);
        for (int start = 0; start < rows.Length; start += chunk)
        {
            count = Math.Min(chunk, rows.Length - start);
            int after = start + count;
            int coming = Math.Min(chunk, rows.Length - after);
            Multiply(coming > 0 ? rows.Slice(after, coming) : next[..Math.Min(count, next.Length)], rowStride, ahead);

            // Where fewer rows come than are here, old offsets are fetched again: lines that are near already.
            if (unit)
            {
                Update<GatheredRowsAhead, AddTile>(matrix, stride, ref y, ref y, offsets, default, count);
            }
            else
            {
                for (int k = 0; k < count && !weights.IsEmpty; k++)
                {
                    scaled[k] = scale * weights[start + k];
                }

                Update<GatheredRowsAhead, AddWeightedTile>(matrix, stride, ref y, ref y, offsets, scaled, count);
            }

            ahead[..Math.Max(0, coming)].CopyTo(offsets);
        }
    }

    private static void Multiply(ReadOnlySpan<int> rows, int rowStride, Span<int> offsets)
    {
        for (int k = 0; k < rows.Length; k++)
        {
            offsets[k] = rows[k] * rowStride;
        }
    }

    private static int ChunkRows(int stride) => stride == 0 ? MaxChunk : Math.Clamp(ChunkFloats / stride, MinChunk, MaxChunk);

    private static void Update<TRows, TMode>(
        Span<float> matrix, int stride, ref float left, ref float right, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, int count)
        where TRows : struct, IRowOrder
        where TMode : struct, ITileMode
    {
        ref float a = ref MemoryMarshal.GetReference(matrix);
        ref int rowList = ref MemoryMarshal.GetReference(rows);
        ref float weightList = ref MemoryMarshal.GetReference(weights);
        for (int i = 0; i < stride; i += Block)
        {
            ref float corner = ref Unsafe.Add(ref a, (i * stride) + i);
            ref float l = ref Unsafe.Add(ref left, i);
            ref float r = ref Unsafe.Add(ref right, i);
            if (typeof(TRows) == typeof(GatheredRowsAhead) && 2 * i >= stride)
            {
                // Two lines with each block of rows: half-way through all are on their way.
                TileKernel<T, GatheredRows, TMode>.BlockRow(
                    ref corner, stride, stride - i, ref l, ref r, stride, ref rowList, ref weightList, count, ref Unsafe.NullRef<float>());
                continue;
            }

            TileKernel<T, TRows, TMode>.BlockRow(
                ref corner, stride, stride - i, ref l, ref r, stride, ref rowList, ref weightList, count, ref Unsafe.Add(ref right, 2 * i));
        }
    }

    private static void Check(Span<float> matrix, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stride);
        Kernels.CheckStride("A row", stride, Block);
        if (matrix.Length < (long)stride * stride)
        {
            Kernels.ThrowLength("The matrix", matrix.Length, (long)stride * stride);
        }
    }
}
