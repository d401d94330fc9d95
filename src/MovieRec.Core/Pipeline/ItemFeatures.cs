using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// What tells re-rankers how alike two items are: the cosine of their vectors, or of their sets of genres. Immutable,
/// thread-safe; stores nothing beside its source.
/// </summary>
public abstract class ItemFeatures
{
    private protected ItemFeatures(string name, int itemCount, int dimensions)
    {
        Name = name;
        ItemCount = itemCount;
        Dimensions = dimensions;
        Stride = Math.Max(FactorMatrix.Padding, FactorMatrix.Pad(dimensions));
    }

    /// <summary>What they are: <c>genres</c> or <c>vectors</c>.</summary>
    public string Name { get; }

    /// <summary>Size of the item index space.</summary>
    public int ItemCount { get; }

    /// <summary>Length of an item's vector.</summary>
    public int Dimensions { get; }

    /// <summary>Length of a row as kernels want it.</summary>
    internal int Stride { get; }

    /// <summary>The genres of a catalogue: similarity |A ∩ B| / √(|A|·|B|), 0 … 1; 0 for an item without genres.</summary>
    /// <param name="catalog">The catalogue.</param>
    public static ItemFeatures FromGenres(MovieCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new GenreFeatures(catalog);
    }

    /// <summary>The item vectors of a model: their cosine, −1 … 1; 0 for an item with a zero vector.</summary>
    /// <param name="model">A model with finite vectors, such as ALS or content; not necessarily the one whose list is re-ranked.</param>
    public static ItemFeatures FromVectors(IVectorRecommender model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new VectorFeatures(model);
    }

    /// <summary>How alike two items are; 1 for equal ones, 0 for an item without features and any other.</summary>
    /// <param name="first">Dense item index.</param>
    /// <param name="second">Dense item index.</param>
    /// <exception cref="ArgumentOutOfRangeException">An item is outside the index space.</exception>
    public float GetSimilarity(int first, int second)
    {
        QueryGuard.CheckItem(first, ItemCount);
        QueryGuard.CheckItem(second, ItemCount);
        if (first == second)
        {
            return 1;
        }

        float[] rows = new float[2 * Stride];
        Write(first, rows.AsSpan(0, Stride));
        Write(second, rows.AsSpan(Stride));
        return Kernels.Dot(rows.AsSpan(0, Stride), rows.AsSpan(Stride));
    }

    /// <summary>Writes an item's vector, scaled to length 1; zeros where the item has none.</summary>
    internal abstract void Write(int itemIndex, Span<float> row);
}
