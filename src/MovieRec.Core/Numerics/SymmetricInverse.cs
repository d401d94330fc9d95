using System.Numerics;

namespace MovieRec.Numerics;

/// <summary>
/// Inverts a symmetric positive definite matrix in place by the block sweep operator (Goodnight 1979, in blocks): for each
/// diagonal block K with Schur complement D, V = A_·K D⁻¹; every other block loses V_I A_KJ, column K becomes V and D
/// becomes −D⁻¹. After all blocks the matrix holds −A⁻¹. The small inverses use a Cholesky factor in double precision.
/// </summary>
/// <remarks>
/// Layout: one array, row-major; diagonal blocks are full, of the others only those above the diagonal are used. Cost:
/// n³ multiply-adds, all of them in <see cref="TileProduct"/>; n² numbers of memory plus 4 · n · 96. Each block is worked on by
/// one thread, in the same order whatever the thread count: the bits do not depend on it.
/// </remarks>
internal static class SymmetricInverse
{
    private const int Block = TileProduct.Block;

    /// <summary>Smallest order that holds n rows: blocks are not divided.</summary>
    public static int Pad(int rows) => (rows + Block - 1) / Block * Block;

    /// <summary>Replaces A by −A⁻¹.</summary>
    /// <param name="matrix">Row-major, order × order; padding rows hold the identity.</param>
    /// <param name="order">A multiple of <see cref="TileProduct.Block"/>.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <param name="progress">Told the number of blocks done.</param>
    /// <returns>False when a pivot block is not positive definite; the matrix is then spoilt.</returns>
    public static bool NegateAndInvert<T>(T[] matrix, int order, ParallelOptions parallel, Action<int>? progress = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (order % Block != 0 || matrix.LongLength < (long)order * order)
        {
            throw new ArgumentException($"{matrix.LongLength} numbers for order {order}; order² are needed, and the order must be a multiple of {Block}.", nameof(matrix));
        }

        int blocks = order / Block;
        Sweep<T> sweep = new(matrix, order);
        for (int k = 0; k < blocks; k++)
        {
            if (!sweep.Invert(k))
            {
                return false;
            }

            int pivot = k;
            Parallel.For(0, blocks, parallel, i => sweep.Prepare(pivot, i));
            Parallel.For(0, blocks, parallel, i => sweep.Update(pivot, i));
            Parallel.For(0, blocks, parallel, i => sweep.Replace(pivot, i));
            progress?.Invoke(k + 1);
        }

        return true;
    }

    /// <summary>The working memory of one inversion.</summary>
    private sealed class Sweep<T>(T[] matrix, int order)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private const int Size = Block * Block;
        private readonly T[] _left = new T[order * Block];
        private readonly T[] _strips = new T[order * Block];
        private readonly T[] _rows = new T[order * Block];
        private readonly T[] _negated = new T[order * Block];
        private readonly T[] _inverse = new T[Size];
        private readonly T[] _inverseStrips = new T[Size];
        private readonly double[] _factor = new double[Size];

        /// <summary>Inverts the pivot block.</summary>
        public bool Invert(int pivot)
        {
            Span<T> block = BlockAt(pivot, pivot);
            for (int i = 0; i < Block; i++)
            {
                for (int j = 0; j < Block; j++)
                {
                    _factor[(i * Block) + j] = double.CreateTruncating(block[(i * order) + j]);
                }
            }

            if (!SmallCholesky.Invert(_factor, Block))
            {
                return false;
            }

            for (int i = 0; i < Size; i++)
            {
                _inverse[i] = T.CreateTruncating(_factor[i]);
            }

            TileProduct.Pack<T>(_inverse, Block, _inverseStrips);
            return true;
        }

        /// <summary>V_I = W_I D⁻¹ into the left factor and −W_Iᵀ into the strips, where W_I is block (I, pivot).</summary>
        public void Prepare(int pivot, int i)
        {
            Span<T> rows = _rows.AsSpan(i * Size, Size);
            Span<T> negated = _negated.AsSpan(i * Size, Size);
            Span<T> left = _left.AsSpan(i * Size, Size);
            left.Clear();
            if (i == pivot)
            {
                return;
            }

            // Above the diagonal lies (I, pivot) itself for I < pivot, and its transpose for I > pivot.
            Span<T> source = i < pivot ? BlockAt(i, pivot) : BlockAt(pivot, i);
            for (int r = 0; r < Block; r++)
            {
                for (int c = 0; c < Block; c++)
                {
                    T value = source[(r * order) + c];
                    int row = i < pivot ? r : c;
                    int column = i < pivot ? c : r;
                    rows[(row * Block) + column] = value;
                    negated[(column * Block) + row] = -value;
                }
            }

            TileProduct.Add(left, Block, rows, _inverseStrips);
            TileProduct.Pack(negated, Block, _strips.AsSpan(i * Size, Size));
        }

        /// <summary>A_IJ −= V_I W_Jᵀ for every J ≥ I.</summary>
        public void Update(int pivot, int i)
        {
            if (i == pivot)
            {
                return;
            }

            ReadOnlySpan<T> left = _left.AsSpan(i * Size, Size);
            for (int j = i; j < order / Block; j++)
            {
                if (j != pivot)
                {
                    TileProduct.Add(BlockAt(i, j), order, left, _strips.AsSpan(j * Size, Size));
                }
            }
        }

        /// <summary>Column and row of the pivot become V, the pivot becomes −D⁻¹.</summary>
        public void Replace(int pivot, int i)
        {
            Span<T> target = i < pivot ? BlockAt(i, pivot) : BlockAt(pivot, i);
            ReadOnlySpan<T> left = _left.AsSpan(i * Size, Size);
            for (int r = 0; r < Block; r++)
            {
                for (int c = 0; c < Block; c++)
                {
                    target[(r * order) + c] =
                        i == pivot ? -_inverse[(r * Block) + c] :
                        i < pivot ? left[(r * Block) + c] :
                        left[(c * Block) + r];
                }
            }
        }

        private Span<T> BlockAt(int row, int column) =>
            new Span<T>(matrix)[((row * Block * order) + (column * Block))..];
    }
}
