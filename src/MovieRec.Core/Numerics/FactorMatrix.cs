namespace MovieRec.Numerics;

/// <summary>
/// Row-major matrix of factors. Each row starts at a multiple of <see cref="Stride"/> floats; the padding behind the
/// columns is zero and stays zero, so that kernels read whole registers without a tail.
/// </summary>
internal sealed class FactorMatrix
{
    /// <summary>Rows are padded to a multiple of this many floats: one 512-bit register.</summary>
    public const int Padding = 16;

    private readonly Memory<float> _values;

    public FactorMatrix(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
        Stride = Pad(columns);
        if ((long)rows * Stride > Array.MaxLength - AlignedArray.Slack)
        {
            throw new ArgumentOutOfRangeException(
                nameof(rows), rows, $"{rows} rows of {Stride} floats exceed the largest array ({Array.MaxLength} elements); use fewer factors.");
        }

        _values = AlignedArray.Allocate(rows * Stride);
    }

    public int Rows { get; }

    public int Columns { get; }

    public int Stride { get; }

    /// <summary>All values, padding included.</summary>
    public Span<float> Values => _values.Span;

    public static int Pad(int columns) => (columns + Padding - 1) / Padding * Padding;

    /// <summary>Copies padded values.</summary>
    public static FactorMatrix FromValues(int rows, int columns, ReadOnlySpan<float> values)
    {
        if (values.Length != (long)rows * Pad(columns))
        {
            throw new ArgumentException($"{values.Length} values for {rows} rows of {Pad(columns)} floats.", nameof(values));
        }

        FactorMatrix matrix = new(rows, columns);
        values.CopyTo(matrix.Values);
        return matrix;
    }

    /// <summary>A row without its padding.</summary>
    public Span<float> Row(int row) => _values.Span.Slice(row * Stride, Columns);

    /// <summary>A row with its padding.</summary>
    public Span<float> PaddedRow(int row) => _values.Span.Slice(row * Stride, Stride);
}
