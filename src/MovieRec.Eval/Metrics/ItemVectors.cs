namespace MovieRec.Eval;

/// <summary>Named item vectors by which a metric tells how alike two items are. The name becomes part of the metric's name.</summary>
public sealed class ItemVectors
{
    private readonly ItemVectorLookup _lookup;

    /// <summary>Creates item vectors from a function.</summary>
    /// <param name="name">What they are, such as <c>content</c>: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
    /// <param name="lookup">The vector of an item; all of one length, empty where there is none.</param>
    /// <exception cref="ArgumentException">The name is empty or holds another character.</exception>
    public ItemVectors(string name, ItemVectorLookup lookup)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(lookup);
        if (name.Length == 0 || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            throw new ArgumentException($"'{name}' cannot be part of a metric's name; letters, digits, '-', '_' and '.' are expected.", nameof(name));
        }

        Name = name;
        _lookup = lookup;
    }

    /// <summary>What the vectors are.</summary>
    public string Name { get; }

    /// <summary>The item vectors of a model. Compare models under the vectors of one and the same model, best one that is not compared.</summary>
    /// <param name="name">What they are.</param>
    /// <param name="model">The model.</param>
    public static ItemVectors FromModel(string name, IVectorRecommender model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ItemVectors(name, item => model.GetItemVector(item)[..model.SimilarityDimensions]);
    }

    /// <summary>The vector of an item; empty where there is none.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public ReadOnlySpan<float> GetVector(int itemIndex) => _lookup(itemIndex);
}
