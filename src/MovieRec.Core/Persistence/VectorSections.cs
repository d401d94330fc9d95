using MovieRec.Numerics;

namespace MovieRec;

/// <summary>Matrices of vectors and item masks as sections of a model file, checked when read.</summary>
internal static class VectorSections
{
    /// <summary>Rows × Pad(columns) finite floats whose padding is 0.</summary>
    public static FactorMatrix ReadMatrix(ModelSectionReader sections, string name, int rows, int columns)
    {
        float[] values = sections.ReadSingleArray(name, (long)rows * FactorMatrix.Pad(columns));
        FactorMatrix matrix = FactorMatrix.FromValues(rows, columns, values);
        for (int row = 0; row < rows; row++)
        {
            if (matrix.PaddedRow(row)[columns..].ContainsAnyExcept(0f))
            {
                throw sections.Error(name, $"the padding of row {row} is not zero.");
            }
        }

        return matrix;
    }

    /// <summary>One bit for each item, in words of 64.</summary>
    public static void WriteMask(ModelSectionWriter sections, string name, ItemMask mask) =>
        sections.AddInt64Array(name, Array.ConvertAll(mask.Words.ToArray(), static word => unchecked((long)word)));

    /// <summary>A mask whose bits beyond the last item are 0.</summary>
    public static ItemMask ReadMask(ModelSectionReader sections, string name, int itemCount)
    {
        long[] words = sections.ReadInt64Array(name, ItemMask.WordCount(itemCount));
        if (itemCount % 64 != 0 && words.Length > 0 && unchecked((ulong)words[^1]) >> (itemCount % 64) != 0)
        {
            throw sections.Error(name, $"bits beyond item {itemCount - 1} are set.");
        }

        return ItemMask.Create(itemCount, i => (words[i >> 6] >> (i & 63) & 1) != 0);
    }
}
