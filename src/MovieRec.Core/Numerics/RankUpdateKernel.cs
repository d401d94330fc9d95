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

    /// <summary>Rows of one pass over the tiles: as many as leave room in a 32 KiB first-level cache, within limits.</summary>
    private const int ChunkFloats = 6144;
    private const int MinChunk = 48;
    private const int MaxChunk = 256;

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
    /// columns; the caller's span then begins where those columns begin.
    /// </summary>
    public static void Gather(
        Span<float> matrix,
        int stride,
        ReadOnlySpan<float> factors,
        int rowStride,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<float> weights,
        float scale)
    {
        Check(matrix, stride);
        ref float y = ref MemoryMarshal.GetReference(factors);
        int chunk = ChunkRows(stride);
        bool unit = weights.IsEmpty && scale == 1;
        Span<int> offsets = stackalloc int[MaxChunk];
        Span<float> scaled = stackalloc float[MaxChunk];
        scaled.Fill(scale);
        for (int start = 0; start < rows.Length; start += chunk)
        {
            int count = Math.Min(chunk, rows.Length - start);
            for (int k = 0; k < count; k++)
            {
                offsets[k] = rows[start + k] * rowStride;
            }

            if (unit)
            {
                Update<GatheredRows, AddTile>(matrix, stride, ref y, ref y, offsets, default, count);
                continue;
            }

            for (int k = 0; k < count && !weights.IsEmpty; k++)
            {
                scaled[k] = scale * weights[start + k];
            }

            Update<GatheredRows, AddWeightedTile>(matrix, stride, ref y, ref y, offsets, scaled, count);
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
            TileKernel<T, TRows, TMode>.BlockRow(
                ref Unsafe.Add(ref a, (i * stride) + i),
                stride,
                stride - i,
                ref Unsafe.Add(ref left, i),
                ref Unsafe.Add(ref right, i),
                stride,
                ref rowList,
                ref weightList,
                count);
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
