using System.Buffers;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Scratch memory of one solve. Queries rent it from the shared pools: zero bytes allocated once they are warm; a training
/// thread keeps one of its own for all its rows.
/// </summary>
internal readonly ref struct AlsWorkspace
{
    private readonly float[] _floats;
    private readonly double[] _doubles;

    private AlsWorkspace(int stride, CancellationToken cancellationToken)
    {
        Stride = stride;
        CancellationToken = cancellationToken;
        _floats = ArrayPool<float>.Shared.Rent((stride * stride) + (2 * stride) + AlignedArray.Slack);
        _doubles = ArrayPool<double>.Shared.Rent((stride * stride) + (5 * stride));
        Span<float> floats = _floats.AsSpan(AlignedArray.Offset(_floats));
        Matrix = Take(ref floats, stride * stride);
        Vector = Take(ref floats, stride);
        RightHandSide = Take(ref floats, stride);
        Span<double> doubles = _doubles;
        Target = Take(ref doubles, stride);
        Solution = Take(ref doubles, stride);
        Residual = Take(ref doubles, stride);
        Row = Take(ref doubles, stride);
        Correction = Take(ref doubles, stride);
        DoubleMatrix = Take(ref doubles, stride * stride);
    }

    public int Stride { get; }

    /// <summary>Looked at between the blocks of a long row.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The row's matrix, then its Cholesky factor.</summary>
    public Span<float> Matrix { get; }

    /// <summary>Right-hand side, then the solution.</summary>
    public Span<float> Vector { get; }

    /// <summary>The right-hand side, kept.</summary>
    public Span<float> RightHandSide { get; }

    public Span<double> Target { get; }

    public Span<double> Solution { get; }

    public Span<double> Residual { get; }

    public Span<double> Row { get; }

    public Span<double> Correction { get; }

    /// <summary>Written only when single precision does not suffice.</summary>
    public Span<double> DoubleMatrix { get; }

    public static AlsWorkspace Rent(int stride, CancellationToken cancellationToken = default) => new(stride, cancellationToken);

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
