using System.Buffers;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>Scratch memory of one solve, rented from the shared pools: zero bytes allocated once they are warm.</summary>
internal readonly ref struct AlsWorkspace
{
    /// <summary>Floats for each side of a packed block: 32 KiB (more above 512 factors), so that a block stays in the nearest caches.</summary>
    private const int BlockFloats = 8192;

    private readonly float[] _floats;
    private readonly double[] _doubles;

    private AlsWorkspace(int stride)
    {
        Stride = stride;
        BlockRows = Math.Max(FactorMatrix.Padding, BlockFloats / stride);
        int block = BlockRows * stride;
        _floats = ArrayPool<float>.Shared.Rent((stride * stride) + (2 * block) + stride + (2 * BlockRows));
        _doubles = ArrayPool<double>.Shared.Rent((stride * stride) + (5 * stride));
        Span<float> floats = _floats;
        Matrix = Take(ref floats, stride * stride);
        Left = Take(ref floats, block);
        Right = Take(ref floats, block);
        Vector = Take(ref floats, stride);
        MatrixWeights = Take(ref floats, BlockRows);
        TargetWeights = Take(ref floats, BlockRows);
        Span<double> doubles = _doubles;
        Target = Take(ref doubles, stride);
        Solution = Take(ref doubles, stride);
        Residual = Take(ref doubles, stride);
        Row = Take(ref doubles, stride);
        Correction = Take(ref doubles, stride);
        DoubleMatrix = Take(ref doubles, stride * stride);
    }

    public int Stride { get; }

    public int BlockRows { get; }

    public Span<float> Matrix { get; }

    public Span<float> Left { get; }

    public Span<float> Right { get; }

    public Span<float> Vector { get; }

    public Span<float> MatrixWeights { get; }

    public Span<float> TargetWeights { get; }

    public Span<double> Target { get; }

    public Span<double> Solution { get; }

    public Span<double> Residual { get; }

    public Span<double> Row { get; }

    public Span<double> Correction { get; }

    /// <summary>Written only when single precision does not suffice.</summary>
    public Span<double> DoubleMatrix { get; }

    public static AlsWorkspace Rent(int stride) => new(stride);

    public void Return()
    {
        ArrayPool<float>.Shared.Return(_floats);
        ArrayPool<double>.Shared.Return(_doubles);
    }

    private static Span<T> Take<T>(scoped ref Span<T> rest, int length)
    {
        Span<T> taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
