using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>The vectors that an index is built over: a view of a model or of the caller's rows, copied only by the index.</summary>
public sealed class VectorTable
{
    private readonly IVectorRecommender? _model;
    private readonly ReadOnlyMemory<float> _rows;

    private VectorTable(IVectorRecommender? model, ReadOnlyMemory<float> rows, int count, int dimensions)
    {
        _model = model;
        _rows = rows;
        Count = count;
        Dimensions = dimensions;
    }

    /// <summary>Number of vectors.</summary>
    public int Count { get; }

    /// <summary>Length of each vector, ≥ 1.</summary>
    public int Dimensions { get; }

    /// <summary>The item vectors of a model.</summary>
    /// <param name="model">The model.</param>
    public static VectorTable FromModel(IVectorRecommender model)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(model.Dimensions);
        return new VectorTable(model, default, model.ItemCount, model.Dimensions);
    }

    /// <summary>Rows of a matrix; they must not change while an index is built.</summary>
    /// <param name="rows">Row-major values, a multiple of <paramref name="dimensions"/>.</param>
    /// <param name="dimensions">Length of each vector, ≥ 1.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of the dimensions.</exception>
    public static VectorTable FromRows(ReadOnlyMemory<float> rows, int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimensions);
        return rows.Length % dimensions == 0
            ? new VectorTable(null, rows, rows.Length / dimensions, dimensions)
            : throw new ArgumentException($"{rows.Length} values are not whole rows of {dimensions}.", nameof(rows));
    }

    /// <summary>Some of the vectors, in the given order.</summary>
    /// <param name="indices">Indices into this table.</param>
    public VectorTable Select(ReadOnlySpan<int> indices)
    {
        float[] rows = new float[(long)indices.Length * Dimensions];
        for (int i = 0; i < indices.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(indices[i]);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(indices[i], Count);
            CopyRow(indices[i], rows.AsSpan(i * Dimensions, Dimensions));
        }

        return FromRows(rows, Dimensions);
    }

    /// <summary>Copies one vector.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    /// <param name="destination">Receives <see cref="Dimensions"/> floats.</param>
    public void CopyRow(int index, Span<float> destination)
    {
        ReadOnlySpan<float> row = _model is null
            ? _rows.Span.Slice(index * Dimensions, Dimensions)
            : _model.GetItemVector(index);
        row.CopyTo(destination);
    }
}
