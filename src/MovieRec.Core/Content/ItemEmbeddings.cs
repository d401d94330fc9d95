using System.IO.Hashing;
using System.Runtime.InteropServices;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>One vector for each item, by dense index, and who made them. A vector of zeros means that there is none. Immutable.</summary>
public sealed class ItemEmbeddings
{
    private readonly FactorMatrix _vectors;

    internal ItemEmbeddings(EmbeddingInfo info, FactorMatrix vectors)
    {
        Info = info;
        _vectors = vectors;
    }

    /// <summary>Who made the vectors.</summary>
    public EmbeddingInfo Info { get; }

    /// <summary>Number of items.</summary>
    public int Count => _vectors.Rows;

    /// <summary>Length of the vectors.</summary>
    public int Dimensions => _vectors.Columns;

    /// <summary>XxHash128 of shape and values, 32 hexadecimal digits.</summary>
    public string Checksum
    {
        get
        {
            XxHash128 hash = new();
            hash.Append(MemoryMarshal.AsBytes([Count, Dimensions]));
            for (int i = 0; i < Count; i++)
            {
                hash.Append(MemoryMarshal.AsBytes(_vectors.Row(i)));
            }

            return Convert.ToHexStringLower(hash.GetCurrentHash());
        }
    }

    internal FactorMatrix Vectors => _vectors;

    /// <summary>The vector of one item, <see cref="Dimensions"/> floats.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the items.</exception>
    public ReadOnlySpan<float> GetVector(int itemIndex)
    {
        QueryGuard.CheckItem(itemIndex, Count);
        return _vectors.Row(itemIndex);
    }

    /// <summary>Takes vectors over.</summary>
    /// <param name="info">Who made them.</param>
    /// <param name="values">Row after row, <c>info.Dimensions</c> floats each; copied.</param>
    /// <exception cref="ArgumentException">The values are no whole number of rows, or one is not finite.</exception>
    public static ItemEmbeddings Create(EmbeddingInfo info, ReadOnlySpan<float> values)
    {
        ArgumentNullException.ThrowIfNull(info);
        if (info.Dimensions is < 1 or > 16_384 || values.Length % info.Dimensions != 0)
        {
            throw new ArgumentException(
                $"{values.Length} values are no whole number of vectors of {info.Dimensions} (1 … 16,384) numbers.", nameof(values));
        }

        int bad = FiniteCheck.IndexOfNonFinite(values);
        if (bad >= 0)
        {
            throw new ArgumentException(
                $"Value {bad % info.Dimensions} of vector {bad / info.Dimensions} is {values[bad]}; vectors are finite.", nameof(values));
        }

        FactorMatrix matrix = new(values.Length / info.Dimensions, info.Dimensions);
        for (int i = 0; i < matrix.Rows; i++)
        {
            values.Slice(i * info.Dimensions, info.Dimensions).CopyTo(matrix.Row(i));
        }

        return new ItemEmbeddings(info, matrix);
    }
}
